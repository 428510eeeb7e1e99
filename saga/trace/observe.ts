/**
 * What a transition did → the effects that a trace lists. Announcements are not listed: the status is. The status is
 * compared once per line (what came and went within one input is not listed), so it is not made here.
 */
import type { Transition } from '../engine/transition-result';
import type { ObservedEffect } from './trace';

/** What is asked of the saga to name its runs as people do. */
interface RunNames {
	readonly name: string;
	readonly runsOf: (step: string) => readonly number[];
	readonly stepOfRun: (run: number) => string | null;
}

export function observeTransition(saga: RunNames, result: Transition): readonly ObservedEffect[] {
	const name = saga.name;
	if (result.kind === 'refused') return [{ saga: name, type: 'refused', code: result.code, message: result.message }];
	if (result.kind !== 'applied') return [];
	const observed: ObservedEffect[] = [];
	for (const effect of result.effects) {
		if (effect.type !== 'sendCommand' && effect.type !== 'sendUndo') continue;
		observed.push({
			saga: name,
			type: effect.type === 'sendCommand' ? 'send' : 'undo',
			step: effect.step,
			count: countOf(saga, effect.step, effect.run),
			attempt: effect.attempt,
			json: effect.payload,
		});
	}
	for (const entry of result.entries) {
		if (entry.type === 'replyIgnored') observed.push({ saga: name, type: 'ignored', reason: entry.reason });
		if (entry.type !== 'incidentOpened') continue;
		const step = entry.node ?? (entry.run === null ? null : saga.stepOfRun(entry.run));
		const count = entry.run === null || step === null ? null : countOf(saga, step, entry.run);
		observed.push({ saga: name, type: 'incident', kind: entry.kind, step, count, message: entry.message });
	}
	return observed;
}

function countOf(saga: RunNames, step: string, run: number): number {
	return saga.runsOf(step).indexOf(run) + 1;
}
