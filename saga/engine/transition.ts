/**
 * The engine: what an input does to a saga. Pure: time and ids come with the input, what is wanted outside comes back as
 * effects. Whatever it decides, it says in entries, and the saga it returns is the fold of them.
 * It never throws for bad input; a broken invariant throws, and then nothing of that saga is stored.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import { advance } from './advance';
import { Draft } from './draft';
import type { SagaInput } from './input';
import { act } from './operator';
import { type Refusal, refusal } from './refusal';
import { receiveReply } from './replies';
import { refuseSend } from './send-refusals';
import { start } from './start';
import type { LedgerEntry, Saga } from './state';
import { judgeTimers } from './timers';
import type { Transition } from './transition-result';
import { receiveUndoReply } from './undo-replies';

/** `saga` is null for the start only; `ledger` is null as long as it was not asked for (`needsLedger`). */
export function transition(
	flow: CompiledFlow,
	saga: Saga | null,
	input: SagaInput,
	ledger: readonly LedgerEntry[] | null,
): Transition {
	if (saga === null && input.type !== 'sagaStarted')
		return refusal('status', 'This saga has not been started, or is not known here.');
	if (saga !== null && input.type === 'sagaStarted') return refusal('status', 'This saga has been started already.');
	const sagaId = input.type === 'sagaStarted' ? input.sagaId : (saga?.state.sagaId ?? neverStarted());
	const draft = new Draft(flow, saga, { sagaId, at: input.at }, saga === null ? [] : ledger);
	const refused = decide(draft, input);
	if (refused) return refused;
	if (!draft.ledgerMissing && draft.entries.length > 0) advance(draft);
	if (draft.ledgerMissing) return { kind: 'needsLedger' };
	if (draft.entries.length === 0) return { kind: 'nothingDue' };
	return { kind: 'applied', saga: draft.saga, entries: draft.entries, ledger: draft.added, effects: draft.effects };
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
		case 'operatorActed':
			return act(draft, input);
		case 'sendRefused':
			return refuseSend(draft, input);
	}
}

function neverStarted(): never {
	throw new Error('Broken invariant: a saga that has started has an id');
}
