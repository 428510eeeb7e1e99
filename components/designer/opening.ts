/**
 * What a page shows first when this browser has edits of its own that were never saved: the server's draft, the own
 * edits on the same revision, or a conflict because somebody else has saved meanwhile.
 */
import type { FlowDefinition } from '@/saga/flow/definition';
import { type SaveState, savedAs, type Theirs } from './autosave';
import type { KeptDraft } from './kept-draft';

export interface Opening {
	readonly definition: FlowDefinition;
	readonly save: SaveState;
	/** Own unsaved edits are shown. */
	readonly restored: boolean;
}

export function openDraft(server: Theirs, kept: KeptDraft | null): Opening {
	if (kept === null || sameDocument(kept.definition, server.definition))
		return { definition: server.definition, save: savedAs(server.revision, server.updatedAt), restored: false };
	const save: SaveState =
		kept.revision === server.revision
			? { kind: 'unsaved', revision: server.revision }
			: { kind: 'conflict', revision: kept.revision, theirs: server };
	return { definition: kept.definition, save, restored: true };
}

/** Whether two definitions say the same, whatever the order of their keys. */
export function sameDocument(left: unknown, right: unknown): boolean {
	if (Object.is(left, right)) return true;
	if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
	if (Array.isArray(left) !== Array.isArray(right)) return false;
	const keys = Object.keys(left);
	if (keys.length !== Object.keys(right).length) return false;
	return keys.every(
		(key) => Object.hasOwn(right, key) && sameDocument(Reflect.get(left, key), Reflect.get(right, key)),
	);
}
