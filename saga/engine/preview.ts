/**
 * What an operator action would do to a saga: the engine run dry, and what it decided told for people. Nothing is judged
 * here, so a preview cannot differ from the action; only what comes in between can make the action do something else.
 * It tells the first step and what that makes certain: what is undone later is listed by the undo plan, in its order.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { NodeId } from '../flow/nodes/node-base';
import type { Supplies } from './draft';
import type { Effect } from './effect';
import type { HistoryEntry } from './entry';
import type { OperatorAction, RunNumber } from './input';
import type { Refusal } from './refusal';
import type { LedgerEntry, Saga, SagaState, SagaStatus } from './state';
import { transition } from './transition';
import { undoPlan } from './undo/undo-plan';
import type { UndoPlanItem } from './undo/undo-plan-types';
import { isUnwinding } from './undo/undo-set';

/** What the engine is given to judge by: all of it, so that it asks for nothing. `at`: milliseconds since the epoch. */
export type PreviewSupplies = { readonly at: number } & {
	readonly [Part in keyof Supplies]: Part extends 'target' ? Supplies[Part] : NonNullable<Supplies[Part]>;
};

export interface PreviewedCommand {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly undo: boolean;
	readonly participant: string;
	readonly command: string;
	readonly attempt: number;
}

export interface PreviewedPlace {
	readonly kind: 'step' | 'approval' | 'call' | 'wait' | 'scope' | 'token' | 'undo';
	readonly run: RunNumber | null;
	readonly node: NodeId;
}

export interface ActionPreview {
	readonly kind: 'allowed';
	/** Goes out at once. */
	readonly sent: readonly PreviewedCommand[];
	/** What it has undone, in the order of the undo plan; also what the plan says cannot be, or need not be. */
	readonly undone: readonly UndoPlanItem[];
	/** Runs that are left before their answer. */
	readonly abandoned: readonly { readonly run: RunNumber; readonly step: NodeId }[];
	/** Whatever else was open and is not any more, without having come to its end. */
	readonly left: readonly PreviewedPlace[];
	/** Sagas that it called and that are told to unwind. */
	readonly unwoundCalls: readonly { readonly run: RunNumber; readonly child: string }[];
	/** Of a saga that it ends: what stays. */
	readonly standing: readonly { readonly step: NodeId }[];
	/** Once all is undone, it goes on before this step. */
	readonly backTo: NodeId | null;
	readonly status: SagaStatus;
	readonly suspended: boolean;
	/** Where it stands then. */
	readonly open: readonly PreviewedPlace[];
	/** Incidents that would be open. */
	readonly incidents: number;
}

/** The refusal says why, and what is possible instead. */
export type Preview = ActionPreview | Refusal;

export function preview(flow: CompiledFlow, saga: Saga, action: OperatorAction, supplies: PreviewSupplies): Preview {
	const { at, ledger, history, target } = supplies;
	const input = { type: 'operatorActed', action, actor: 'preview', reason: 'preview', at } as const;
	const result = transition(flow, saga, input, ledger, { history, target });
	if (result.kind === 'refused') return result;
	if (result.kind !== 'applied') return told(flow, saga, saga, [], [], ledger);
	return told(target ?? flow, saga, result.saga, result.entries, result.effects, [...ledger, ...result.ledger]);
}

function told(
	flow: CompiledFlow,
	before: Saga,
	after: Saga,
	entries: readonly HistoryEntry[],
	effects: readonly Effect[],
	ledger: readonly LedgerEntry[],
): ActionPreview {
	const { state } = after;
	const ended = entries.findLast((entry) => entry.type === 'sagaEnded');
	const back = state.throws.find((open) => open.backTo !== null);
	const unwound = effects.flatMap((effect) => (effect.type === 'unwindChild' ? [effect] : []));
	return {
		kind: 'allowed',
		sent: effects.flatMap(commandOf),
		undone: orderedUndos(flow, before.state, after, entries, ledger),
		abandoned: entries.flatMap((entry) =>
			entry.type === 'stepAbandoned' ? [{ run: entry.run, step: entry.step }] : [],
		),
		left: leftPlaces(before.state, state, entries),
		unwoundCalls: unwound.map(({ run, child }) => ({ run, child })),
		standing: ended?.standing?.map(({ step }) => ({ step })) ?? [],
		backTo: back?.node ?? null,
		status: state.status,
		suspended: state.suspended,
		open: openPlaces(state),
		incidents: state.incidents.length,
	};
}

function commandOf(effect: Effect): PreviewedCommand[] {
	if (effect.type !== 'sendCommand' && effect.type !== 'sendUndo') return [];
	const { run, step, participant, command, attempt } = effect;
	return [{ run, step, participant, command, attempt, undo: effect.type === 'sendUndo' }];
}

/** What the action has ordered to be undone and what was not so before; numbered as if it were alone. */
function orderedUndos(
	flow: CompiledFlow,
	before: SagaState,
	after: Saga,
	entries: readonly HistoryEntry[],
	ledger: readonly LedgerEntry[],
): readonly UndoPlanItem[] {
	const wasUndone = new Set(before.undone);
	if (isUnwinding(after.state) && !isUnwinding(before))
		return undoPlan(flow, after, ledger).items.filter(({ run }) => !wasUndone.has(run));
	const ordered = new Set<RunNumber>();
	for (const entry of entries) {
		if (entry.type === 'undoThrown') for (const run of entry.set) ordered.add(run);
		if (entry.type === 'undoStarted' || entry.type === 'undoSkipped' || entry.type === 'undoMarked')
			ordered.add(entry.run);
	}
	// What is inside a scope that is undone comes after it: a scope's entry ends later than those in it.
	for (const { run, scope } of ledger.toSorted((left, right) => right.position - left.position))
		if (ordered.has(scope)) ordered.add(run);
	const theirs = ledger.filter(({ run }) => ordered.has(run));
	return undoPlan(flow, after, theirs).items.filter(
		({ run, status }) => status !== 'conditional' && !wasUndone.has(run),
	);
}

export function openPlaces({
	runs,
	approvals,
	calls,
	waits,
	scopes,
	tokens,
	held,
	undos,
}: SagaState): PreviewedPlace[] {
	return [
		...runs.map(({ run, step }) => ({ kind: 'step' as const, run, node: step })),
		...approvals.map(({ run, node }) => ({ kind: 'approval' as const, run, node })),
		...calls.map(({ run, node }) => ({ kind: 'call' as const, run, node })),
		...waits.map(({ wait, node }) => ({ kind: 'wait' as const, run: wait, node })),
		...scopes
			.filter(({ kind }) => kind === 'subflow' || kind === 'forEach')
			.map(({ scope, node }) => ({ kind: 'scope' as const, run: scope, node })),
		...[...held, ...tokens].map(({ node }) => ({ kind: 'token' as const, run: null, node })),
		...undos.map(({ run, step }) => ({ kind: 'undo' as const, run, node: step })),
	];
}

/** Steps are told by their entries; what has come to its own end was not left; a call told to unwind is still open. */
function leftPlaces(before: SagaState, after: SagaState, entries: readonly HistoryEntry[]): readonly PreviewedPlace[] {
	const kept = new Set(openPlaces(after).map(({ run }) => run));
	for (const entry of entries) {
		if (entry.type === 'scopeCompleted') kept.add(entry.scope);
		if (entry.type === 'waitEnded') kept.add(entry.wait);
		if (entry.type === 'approvalAnswered' || entry.type === 'callCompleted' || entry.type === 'callEnded')
			kept.add(entry.run);
	}
	return openPlaces(before).filter(
		({ kind, run }) =>
			(kind === 'approval' || kind === 'call' || kind === 'wait' || kind === 'scope') && !kept.has(run),
	);
}
