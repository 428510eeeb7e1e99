/** Nothing goes by itself: what was open before an input and is not after it was ended by an entry that speaks of it. */
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryEntry } from '../entry';
import type { SagaState, ScopeNumber } from '../state';
import { hostsOf } from './coherent-state';

/** What is wrong, in words; null: nothing. */
export function lostPart(before: SagaState, entries: readonly HistoryEntry[], after: SagaState): string | null {
	return (
		lostPlace(before, entries, after) ??
		lostHeld(before, entries, after) ??
		lostSubscription(before, entries, after) ??
		lostUndo(before, entries, after)
	);
}

interface Place {
	readonly number: number | null;
	readonly scope: ScopeNumber;
}

function placesOf({ runs, approvals, calls, waits, scopes }: SagaState): readonly Place[] {
	return [
		...[...runs, ...approvals, ...calls].map(({ run, scope }) => ({ number: run, scope })),
		...waits.map(({ wait, scope }) => ({ number: wait, scope })),
		...scopes.map(({ scope, parent }) => ({ number: scope, scope: parent })),
	];
}

function lostPlace(before: SagaState, entries: readonly HistoryEntry[], after: SagaState): string | null {
	if (entries.some(leavesAll)) return null;
	const open = new Set(placesOf(after).map(({ number }) => number));
	const ended = new Set(entries.flatMap(endedBy));
	const isEnded = ({ number, scope }: Place): boolean => {
		if ((number !== null && ended.has(number)) || ended.has(scope)) return true;
		const around = before.scopes.find((other) => other.scope === scope);
		return around !== undefined && isEnded({ number: scope, scope: around.parent });
	};
	const lost = placesOf(before).find((place) => place.number !== null && !open.has(place.number) && !isEnded(place));
	return lost === undefined ? null : `No entry tells what has become of ${lost.number}.`;
}

/** A token that is held leaves its node like any other, or goes with its scope. */
function lostHeld({ held }: SagaState, entries: readonly HistoryEntry[], after: SagaState): string | null {
	const isInside = (scope: ScopeNumber) => scope === 0 || after.scopes.some((open) => open.scope === scope);
	const lost = held.find(
		({ node, scope, run }) =>
			isInside(scope) &&
			!after.held.some((other) => other.node === node && other.scope === scope && other.run === run) &&
			!entries.some((entry) => leavesAll(entry) || entry.type === 'scopeCleared' || leaves(entry, node, scope)),
	);
	return lost === undefined ? null : `No entry tells what has become of the token in ${lost.node}.`;
}

function leaves(entry: HistoryEntry, node: NodeId, scope: ScopeNumber): boolean {
	const isThere = 'scope' in entry ? (entry.scope ?? 0) === scope : scope === 0;
	switch (entry.type) {
		case 'edgesTaken':
		case 'tokenEnded':
		case 'tokenLifted':
			return isThere && entry.node === node;
		// Held anew, for its way out.
		case 'incidentOpened':
			return isThere && entry.node === node && entry.held !== undefined;
		default:
			return false;
	}
}

function leavesAll(entry: HistoryEntry): boolean {
	if (entry.type === 'undoThrown') return entry.backTo !== undefined;
	return entry.type === 'unwindingStarted' || entry.type === 'sagaEnded' || entry.type === 'wentBack';
}

function endedBy(entry: HistoryEntry): readonly number[] {
	switch (entry.type) {
		case 'stepCompleted':
		case 'stepFailed':
		case 'stepUnknown':
		case 'stepAbandoned':
		case 'approvalAnswered':
		case 'callCompleted':
		case 'callEnded':
		case 'callAbandoned':
		case 'tokenTaken':
			return [entry.run];
		case 'waitEnded':
			return [entry.wait];
		case 'scopeCompleted':
		case 'scopeInterrupted':
		case 'scopeCleared':
			return [entry.scope];
		default:
			return [];
	}
}

/** Of an undo that is open, its changed input, and what is left loose: all until it is undone, or ordered otherwise. */
function lostUndo(before: SagaState, entries: readonly HistoryEntry[], after: SagaState): string | null {
	const settled = new Set([
		...after.undone,
		...entries.flatMap((entry) => (entry.type === 'undoChanged' ? [entry.run] : [])),
	]);
	for (const part of ['undos', 'undoInputs'] as const) {
		const open = new Set(after[part].map(({ run }) => run));
		const lost = before[part].find(({ run }) => !open.has(run) && !settled.has(run));
		if (lost !== undefined) return `No entry tells what has become of the undo of run ${lost.run}.`;
	}
	const lost = before.loose.find((run) => !after.loose.includes(run) && !settled.has(run));
	return lost === undefined ? null : `Run ${lost} still stands, and is not loose any more.`;
}

function lostSubscription(before: SagaState, entries: readonly HistoryEntry[], after: SagaState): string | null {
	const kept = new Set(after.subscriptions.map(({ subscription }) => subscription));
	const hosts = new Set(hostsOf(after));
	const ended = new Set(
		entries.flatMap((entry) =>
			entry.type === 'unsubscribed' || entry.type === 'timerFired' ? [entry.subscription] : [],
		),
	);
	const tried = new Set(
		entries.flatMap((entry) => (entry.type === 'attemptSent' || entry.type === 'parkEnded' ? [entry.run] : [])),
	);
	if (after.status !== 'running' && after.status !== 'compensating') return null;
	const lost = before.subscriptions.find(
		({ subscription, host, node }) =>
			!kept.has(subscription) &&
			hosts.has(host) &&
			!ended.has(subscription) &&
			!before.runs.some(({ run, step }) => run === host && step === node && tried.has(run)),
	);
	return lost === undefined ? null : `${JSON.stringify(lost)} listens no more, and no entry tells why.`;
}
