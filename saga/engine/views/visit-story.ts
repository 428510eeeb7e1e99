/**
 * What a saga enters besides step runs, told from its history: waits, approvals, calls, subflows, iterations and
 * compensations of their own, and what each listens for. For people only; what is left with its scope is left here too.
 */
import type { JsonObject } from '../../expression/json';
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryEntry } from '../entry';
import type { RunNumber, SagaId } from '../input';
import type { ScopeKind, SubscribedTo } from '../state';

interface Visit {
	readonly run: RunNumber;
	readonly node: NodeId;
	/** In which it stands; 0 is the top. */
	readonly scope: RunNumber;
	readonly startedAt: number;
	endedAt: number | null;
	/** `left`: it did not come to its own end. */
	outcome: 'open' | 'done' | 'failed' | 'left';
}

export interface WaitStory extends Visit {
	readonly kind: 'wait';
	/** The catch that was triggered; of a race one of several. */
	endedBy: NodeId | null;
}

export interface ApprovalStory extends Visit {
	readonly kind: 'approval';
	readonly input: JsonObject;
	answer: { readonly actor: string; readonly output: JsonObject } | null;
}

export interface CallStory extends Visit {
	readonly kind: 'call';
	readonly child: SagaId;
	readonly flow: string;
	/** It was told to unwind. */
	isUnwinding: boolean;
	failure: string | null;
}

export interface ScopeStory extends Visit {
	readonly kind: 'scope';
	readonly scopeKind: ScopeKind;
	/** Of a for-each: how many elements there are, and how many of them are done. */
	readonly count: number | null;
	elementsDone: number;
}

export type VisitStory = WaitStory | ApprovalStory | CallStory | ScopeStory;

export interface Listening {
	readonly node: NodeId;
	readonly host: RunNumber;
	on: SubscribedTo;
}

export interface Visits {
	readonly all: Map<RunNumber, VisitStory>;
	/** What is listened for now, by the number of the subscription. */
	readonly listening: Map<RunNumber, Listening>;
}

export function tellVisit(visits: Visits, entry: HistoryEntry, at: number): void {
	switch (entry.type) {
		case 'waitOpened': {
			const { wait: run, node } = entry;
			open(visits, { kind: 'wait', run, node, ...begun(entry, at), endedBy: null });
			break;
		}
		case 'waitEnded':
			end(visits, entry.wait, 'done', at, { endedBy: entry.node });
			break;
		case 'approvalOpened': {
			const { run, node, input } = entry;
			open(visits, { kind: 'approval', run, node, input, ...begun(entry, at), answer: null });
			break;
		}
		case 'approvalAnswered':
			end(visits, entry.run, 'done', at, { answer: { actor: entry.actor, output: entry.output } });
			break;
		case 'tokenTaken':
			end(visits, entry.run, 'left', at);
			break;
		case 'unwindingStarted':
			leaveInside(visits, 0, at, (visit) => visit.kind === 'call');
			break;
		case 'sagaEnded':
			for (const visit of visits.all.values()) if (visit.outcome === 'open') end(visits, visit.run, 'left', at);
			visits.listening.clear();
			break;
		default:
			tellCall(visits, entry, at);
			tellScope(visits, entry, at);
			tellListening(visits, entry);
	}
}

function tellCall(visits: Visits, entry: HistoryEntry, at: number): void {
	switch (entry.type) {
		case 'callStarted': {
			const { run, node, child, flow } = entry;
			const call = { run, node, child, flow, ...begun(entry, at), isUnwinding: false, failure: null };
			open(visits, { kind: 'call', ...call });
			break;
		}
		case 'callCompleted':
			end(visits, entry.run, 'done', at);
			break;
		case 'callFailed': {
			const call = visits.all.get(entry.run);
			if (call?.kind === 'call') call.failure = entry.message === '' ? entry.code : `${entry.code}: ${entry.message}`;
			break;
		}
		case 'callUnwinding': {
			const call = visits.all.get(entry.run);
			if (call?.kind === 'call') call.isUnwinding = true;
			break;
		}
		case 'callEnded':
			end(visits, entry.run, 'failed', at);
			break;
		case 'callAbandoned':
			end(visits, entry.run, 'left', at);
			break;
	}
}

function tellScope(visits: Visits, entry: HistoryEntry, at: number): void {
	switch (entry.type) {
		case 'scopeOpened': {
			const { scope: run, node, kind: scopeKind, parent, count = null } = entry;
			const of = { run, node, scope: parent, scopeKind, count, elementsDone: 0 };
			open(visits, { kind: 'scope', ...of, startedAt: at, endedAt: null, outcome: 'open' });
			break;
		}
		case 'scopeCompleted': {
			const around = visits.all.get(visits.all.get(entry.scope)?.scope ?? 0);
			if (entry.kind === 'iteration' && around?.kind === 'scope') around.elementsDone += 1;
			leaveInside(visits, entry.scope, at);
			end(visits, entry.scope, 'done', at);
			break;
		}
		case 'scopeInterrupted':
			leaveInside(visits, entry.scope, at);
			end(visits, entry.scope, 'left', at);
			break;
		case 'scopeCleared':
			leaveInside(visits, entry.scope, at, ({ run }) => entry.keeping?.includes(run) ?? false);
			break;
		case 'wentBack':
			for (const { scope } of entry.scopes) {
				const visit = visits.all.get(scope);
				if (visit) Object.assign(visit, { outcome: 'open', endedAt: null });
			}
			break;
	}
}

function tellListening({ listening }: Visits, entry: HistoryEntry): void {
	switch (entry.type) {
		case 'subscribed': {
			const { subscription, node, host, on } = entry;
			listening.set(subscription, { node, host, on });
			break;
		}
		case 'unsubscribed':
			listening.delete(entry.subscription);
			break;
		case 'timerFired': {
			const open = listening.get(entry.subscription);
			if (entry.next === null) listening.delete(entry.subscription);
			else if (open) open.on = entry.next;
			break;
		}
		case 'stepCompleted':
		case 'stepFailed':
		case 'stepUnknown':
		case 'stepAbandoned':
			unlisten(listening, entry.run);
			break;
	}
}

function begun(entry: { readonly scope?: RunNumber }, at: number) {
	return { scope: entry.scope ?? 0, startedAt: at, endedAt: null, outcome: 'open' as const };
}

function open({ all }: Visits, visit: VisitStory): void {
	all.set(visit.run, visit);
}

function end({ all, listening }: Visits, run: RunNumber, outcome: Visit['outcome'], at: number, more: object = {}) {
	const visit = all.get(run);
	if (visit) Object.assign(visit, { outcome, endedAt: at }, more);
	unlisten(listening, run);
}

function unlisten(listening: Visits['listening'], host: RunNumber): void {
	for (const [subscription, open] of listening) if (open.host === host) listening.delete(subscription);
}

/** What goes on inside a compensation is no part of the top. */
function leaveInside(
	visits: Visits,
	scope: RunNumber,
	at: number,
	goesOn: (visit: VisitStory) => boolean = () => false,
) {
	for (const visit of visits.all.values()) {
		if (visit.outcome !== 'open' || goesOn(visit) || visit.run === scope) continue;
		if (isInside(visits, visit, scope)) end(visits, visit.run, 'left', at);
	}
	if (scope === 0) unlisten(visits.listening, 0);
}

function isInside({ all }: Visits, visit: VisitStory, outer: RunNumber): boolean {
	for (let at: VisitStory | undefined = visit; at !== undefined; at = all.get(at.scope)) {
		if (outer === 0 && at.kind === 'scope' && at.scopeKind === 'undo') return false;
		if (outer !== 0 && at.scope === outer) return true;
	}
	return outer === 0;
}
