/** What an import says where the model says nothing, and what an export therefore need not write. */
import type { NodeKind } from '../../flow/definition';
import type { Compensation } from '../../flow/nodes/compensation';
import type { Mapping } from '../../flow/nodes/mapping';

export const exporterName = 'Unwind';

export const allVariables: Mapping = [{ target: '*', expression: '*' }];
export const mergeReply: Mapping = [{ target: '*', expression: 'reply' }];
export const mergeEvent: Mapping = [{ target: '*', expression: 'event' }];

export const noUndoNamed = 'the model names no undo';
const harmless: Compensation = { type: 'none', effect: 'harmless', because: noUndoNamed };

/** A subflow and a call are undone by what was done inside them. */
export function usualCompensation(kind: NodeKind): Compensation | null {
	return kind === 'subflow' || kind === 'call' ? null : harmless;
}

/** The key of a message that names none. */
export const keyDefault = 'businessKey';
/** Our code for what a cancel end event throws. */
export const cancelCode = 'CANCEL';
export const perKeyDefault = 'while-active';

export function isSame(left: unknown, right: unknown): boolean {
	return JSON.stringify(left) === JSON.stringify(right);
}
