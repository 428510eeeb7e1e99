/**
 * What a transition did → the effects that a trace lists. Announcements are not listed: the status is. The status is
 * compared once per line (what came and went within one input is not listed), so it is not made here. What the world plays
 * itself (waits for events, calls, words between sagas) shows by what it causes.
 */
import type { Effect } from '../engine/effect';
import type { HistoryEntry } from '../engine/entry';
import type { Transition } from '../engine/transition-result';
import type { RunTree } from './run-tree';
import type { ObservedEffect, ObservedRun, Place } from './trace';
import type { TracedSaga } from './traced-saga';

export function observeTransition(tree: RunTree, saga: TracedSaga, result: Transition): readonly ObservedEffect[] {
	if (result.kind === 'refused')
		return [{ saga: saga.name, type: 'refused', code: result.code, message: result.message }];
	if (result.kind !== 'applied') return [];
	return [
		...result.effects.flatMap((effect) => observeEffect(tree, saga, effect)),
		...result.entries.flatMap((entry) => observeEntry(tree, saga, entry)),
	];
}

function observeEffect(tree: RunTree, saga: TracedSaga, effect: Effect): readonly ObservedEffect[] {
	const { name } = saga;
	switch (effect.type) {
		case 'sendCommand':
		case 'sendUndo': {
			const run = tree.observe(name, tree.placeOf(saga, effect.run));
			const type = effect.type === 'sendCommand' ? 'send' : 'undo';
			return [{ saga: name, type, run, attempt: effect.attempt, json: effect.payload }];
		}
		case 'publishEvent':
			return [{ saga: name, type: 'publish', name: effect.name, json: effect.payload }];
		case 'broadcastSignal':
			return [{ saga: name, type: 'publish', name: effect.signal, json: effect.payload }];
		default:
			return [];
	}
}

function observeEntry(tree: RunTree, saga: TracedSaga, entry: HistoryEntry): readonly ObservedEffect[] {
	const { name } = saga;
	if (entry.type === 'replyIgnored') return [{ saga: name, type: 'ignored', reason: entry.reason }];
	if (entry.type === 'suspensionChanged') return [{ saga: name, type: entry.suspended ? 'suspended' : 'resumed' }];
	if (entry.type !== 'incidentOpened') return [];
	const run = placeOfIncident(tree, saga, entry);
	return [{ saga: name, type: 'incident', kind: entry.kind, run, message: entry.message }];
}

/** Null: the saga as a whole, as in a deadlock at its top. */
function placeOfIncident(
	tree: RunTree,
	saga: TracedSaga,
	{ kind, run, node, scope }: Extract<HistoryEntry, { type: 'incidentOpened' }>,
): ObservedRun | null {
	const observed = (at: Place) => (at.length === 0 ? null : tree.observe(saga.name, at));
	if (kind === 'deadlock') return observed(tree.placeOf(saga, scope ?? 0));
	const entered = run === null ? null : tree.placeOf(saga, run);
	const isEntered = entered !== null && (node === null || entered.at(-1)?.node === node);
	const place =
		isEntered && entered !== null
			? entered
			: node === null
				? tree.placeOf(saga, scope ?? 0)
				: tree.placeOfNode(saga, scope ?? 0, node);
	return observed(place);
}
