/**
 * Plays a flow to its end with participants, people and events that come at once: all is done, or one step fails the
 * first time it is sent. The answer is a trace report, so it can be printed, kept as a scenario and played again.
 */
import type { JsonObject } from '../expression/json';
import type { FlowDefinition } from '../flow/definition';
import type { TraceReport } from '../trace/run-trace';
import { compileFlows } from '../trace/trace-flows';
import { play } from './play';
import { scriptOf } from './scenario';

export interface PlayWishes {
	/** The step that answers `failed`, by its path. */
	readonly failing?: string;
	/** Of the start; without it the samples of its fields. */
	readonly payload?: JsonObject;
	/** The flows that it calls. */
	readonly called?: readonly FlowDefinition[];
}

/** Branches answer in the order in which they were sent. Ends early at an incident: only a person could go on. */
export function playThrough(
	definition: FlowDefinition,
	{ failing, payload, called = [] }: PlayWishes = {},
): TraceReport {
	const flows = compileFlows([definition, ...called]);
	if (flows.problems.length > 0) return { ok: false, flowProblems: flows.problems, problems: [], lines: [], end: null };
	const flow = called.length > 0 ? definition.id : null;
	const started = ['start', flow, payload === undefined ? null : JSON.stringify(payload)].filter(
		(word) => word !== null,
	);
	const run = failing === undefined || failing.includes('#') ? failing : `${failing}#1`;
	return play(flows, [started.join(' ')], scriptOf(new Set(run === undefined ? [] : [run])));
}
