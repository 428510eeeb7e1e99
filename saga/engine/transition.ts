/**
 * The engine: what an input does to a saga. Pure: time and ids come with the input, what is wanted outside comes back as
 * effects. Whatever it decides, it says in entries, and the saga it returns is the fold of them.
 * It never throws for bad input; a broken invariant throws, and then nothing of that saga is stored.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import { advance } from './advance';
import { Draft, type Supplies } from './draft';
import { receiveEvent, receiveSignal } from './events/events';
import { subscriptionEffects } from './events/subscriptions';
import { judgeTimers } from './events/timers';
import type { SagaInput } from './input';
import { act } from './operator/act';
import { unwindForCaller } from './operator/unwind-for-caller';
import { type Refusal, refusal } from './refusal';
import { start } from './start';
import type { LedgerEntry, Saga } from './state';
import { answerApproval } from './steps/approvals';
import { endChild } from './steps/calls';
import { receiveReply } from './steps/replies';
import { refuseSend } from './steps/send-refusals';
import { isParked, parkInput, runParked } from './suspension';
import type { Transition } from './transition-result';
import { receiveUndoReply } from './undo/undo-replies';

/**
 * `saga` is null for the start only; `ledger` is null as long as it was not asked for (`needsLedger`). `more`: the history
 * when it was asked for (`needsHistory`), and the flow that a migration leads to.
 */
export function transition(
	flow: CompiledFlow,
	saga: Saga | null,
	input: SagaInput,
	ledger: readonly LedgerEntry[] | null,
	more: Partial<Pick<Supplies, 'history' | 'target'>> = {},
): Transition {
	if (saga === null && input.type !== 'sagaStarted')
		return refusal('status', 'This saga has not been started, or is not known here.');
	if (saga !== null && input.type === 'sagaStarted') return refusal('status', 'This saga has been started already.');
	const sagaId = input.type === 'sagaStarted' ? input.sagaId : (saga?.state.sagaId ?? neverStarted());
	const supplies = { ledger: saga === null ? [] : ledger, history: more.history ?? null, target: more.target ?? null };
	const draft = new Draft(flow, saga, { sagaId, at: input.at }, supplies);
	const refused = take(draft, input);
	if (refused) return refused;
	if (draft.historyMissing) return { kind: 'needsHistory' };
	if (draft.ledgerMissing) return { kind: 'needsLedger' };
	if (draft.entries.length === 0) return { kind: 'nothingDue' };
	const effects = [...draft.effects, ...subscriptionEffects(saga?.state ?? null, draft.state)];
	return { kind: 'applied', saga: draft.saga, entries: draft.entries, ledger: draft.added, effects };
}

function take(draft: Draft, input: SagaInput): Refusal | null {
	if (input.type !== 'sagaStarted' && isParked(draft.state, input)) {
		parkInput(draft, input);
		return null;
	}
	const refused = decide(draft, input);
	if (refused) return refused;
	if (draft.entries.length > 0) advance(draft);
	if (!draft.isBlocked && input.type === 'operatorActed' && input.action.type === 'resume')
		runParked(draft, (parked) => {
			decide(draft, parked);
			advance(draft);
		});
	return null;
}

function decide(draft: Draft, input: SagaInput): Refusal | null {
	switch (input.type) {
		case 'sagaStarted':
			return start(draft, input);
		case 'replyReceived':
			return receiveReply(draft, input);
		case 'undoReplyReceived':
			return receiveUndoReply(draft, input);
		case 'timeCame':
			judgeTimers(draft, input);
			return null;
		case 'eventReceived':
			return receiveEvent(draft, input);
		case 'signalReceived':
			return receiveSignal(draft, input);
		case 'approvalAnswered':
			return answerApproval(draft, input);
		case 'childEnded':
			return endChild(draft, input);
		case 'unwindRequested':
			return unwindForCaller(draft, input);
		case 'operatorActed':
			return act(draft, input);
		case 'sendRefused':
			return refuseSend(draft, input);
	}
}

function neverStarted(): never {
	throw new Error('Broken invariant: a saga that has started has an id');
}
