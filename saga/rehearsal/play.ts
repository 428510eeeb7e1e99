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

/** A flow that has not ended by then goes in a loop that no answer leaves. */
const linesMax = 400;

/**
 * `first`: the lines with which it begins. The flows have no problems. A fault of the engine ends the play: the last line
 * says it.
 */
export function play({ flows }: TraceFlows, first: readonly string[], script: Script): TraceReport {
	const world = new TraceWorld(flows);
	const lines: LineReport[] = [];
	let ok = true;
	for (let text = first[0] ?? null; text !== null; text = first[lines.length] ?? script(world.openings())) {
		if (lines.length >= linesMax) break;
		const line = lineOf(text, lines.length + 1);
		try {
			lines.push({ line, outcome: 'delivered', observed: world.play(line) });
		} catch (error) {
			lines.push({ line, outcome: 'failed', message: error instanceof Error ? error.message : String(error) });
			ok = false;
			break;
		}
	}
	return { ok, flowProblems: [], problems: [], lines, end: world.end() };
}

function lineOf(text: string, number: number): TraceLine {
	const [line] = parseTrace(text).lines;
	if (line === undefined) throw new Error(`This is no line of a trace: ${text}`);
	return { ...line, line: number };
}
