/** What a person did, as the input that the engine takes and as the line of the audit trail. */
import type { SagaInput } from '@/saga/engine/input';
import type { JsonObject } from '@/saga/expression/json';
import type { Arrival } from './arrival';
import type { AuditEntry } from './ports';

export type Acted = Extract<Arrival, { kind: 'action' | 'approval' }>;

/** Null: only what is parked is run, which every act does first. */
export function actedInput(acted: Acted, at: number): SagaInput | null {
	if (acted.kind === 'approval') {
		const { run, output, actor } = acted;
		return { type: 'approvalAnswered', run, output, actor, at };
	}
	const { action, actor, reason } = acted;
	return action === null ? null : { type: 'operatorActed', action, actor, reason, at };
}

/** `refused`: the code, where it was. */
export function auditOf(acted: Acted, refused: string | null): AuditEntry {
	const { actor, sagaId } = acted;
	const of = { actor, sagaId, flowId: null };
	if (acted.kind === 'approval') {
		const { run, output } = acted;
		return { ...of, action: 'answerApproval', reason: '', detail: { run, output, refused } };
	}
	const { action, reason } = acted;
	const detail = { action: (action as JsonObject | null) ?? null, refused };
	return { ...of, action: action?.type ?? 'retryParked', reason, detail };
}
