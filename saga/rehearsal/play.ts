/**
 * Plays flows by a script that sees what is open and says what happens next, in the words of a trace. What comes out is a
 * trace report: it can be printed, kept as a scenario and played again.
 */

import type { Openings } from '../trace/openings';
import { parseTrace } from '../trace/parse-trace';
import type { LineReport, TraceReport } from '../trace/run-trace';
import type { TraceLine } from '../trace/trace';
import type { TraceFlows } from '../trace/trace-flows';
import { TraceWorld } from '../trace/trace-world';

/** The next line; null: nothing more happens. */
export type Script = (openings: Openings) => string | null;

export interface Played {
	readonly report: TraceReport;
	/** At the end. */
	readonly openings: Openings;
	/** It was cut off: it goes in a loop that no answer leaves. */
	readonly isEndless: boolean;
	/** A fault of the engine, in its words; null: none. */
	readonly fault: string | null;
}

/** A flow that has not ended by then goes in a loop that no answer leaves. */
const linesMax = 400;

/** `first`: the lines with which it begins. The flows have no problems. */
export function play({ flows }: TraceFlows, first: readonly string[], script: Script): Played {
	const world = new TraceWorld(flows);
	const lines: LineReport[] = [];
	const played = (fault: string | null, isEndless = false): Played => ({
		report: { ok: fault === null, flowProblems: [], problems: [], lines, end: world.end() },
		openings: world.openings(),
		isEndless,
		fault,
	});
	for (let text = first[0] ?? null; text !== null; text = first[lines.length] ?? script(world.openings())) {
		if (lines.length >= linesMax) return played(null, true);
		const line = lineOf(text, lines.length + 1);
		try {
			lines.push({ line, outcome: 'delivered', observed: world.play(line) });
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			lines.push({ line, outcome: 'failed', message });
			return played(message);
		}
	}
	return played(null);
}

function lineOf(text: string, number: number): TraceLine {
	const [line] = parseTrace(text).lines;
	if (line === undefined) throw new Error(`This is no line of a trace: ${text}`);
	return { ...line, line: number };
}
