/**
 * Undo ordered by the flow: the token waits until all of a fixed set is undone. Other entries and live tokens neither
 * delay it nor are stopped by it.
 */
import type { CompiledEnd, CompiledUndo } from '../../compile/compiled-flow';
import type { NodeId } from '../../flow/nodes/node-base';
import { type Draft, inScope } from '../draft';
import { openIncident } from '../failures/incidents';
import type { RunNumber } from '../input';
import { scopeOf, undoAround } from '../scope-tree';
import type { LedgerEntry, ScopeNumber } from '../state';
import { goBack } from './savepoint';

/** `activity` null: everything that the scope instance has done. Behind a pivot it is sealed, and people are asked. */
export function throwUndo(
	draft: Draft,
	node: CompiledUndo | CompiledEnd,
	activity: NodeId | null,
	scope: ScopeNumber,
): void {
	const ledger = draft.ledger();
	if (ledger === null) return;
	const scopes = scopesMeant(draft, scope);
	const undone = new Set(draft.state.undone);
	const standing = ledger.filter((entry) => scopes.has(entry.scope) && !undone.has(entry.run));
	const ordered = standing.filter((entry) => activity === null || isMeant(entry, activity));
	if (ordered.some((entry) => isSealed(draft, entry, scope))) {
		const what = `"${node.name}" orders an undo after the point of no return, where nothing is undone any more. Move the token to where the saga can go on, or cancel it without undo.`;
		openIncident(draft, 'step-stuck', { run: null, node: node.id, scope }, what);
		return;
	}
	const set = ordered.map(({ run }) => run);
	const root = activity === null && scopes.has(0);
	draft.record({
		type: 'undoThrown',
		...inScope(scope),
		throw: draft.nextRun,
		node: node.id,
		set,
		...(root ? { root: true as const } : {}),
	});
}

/** A pivot seals what the way forward has done, not what was left behind or has nothing to undo. */
function isSealed({ state }: Draft, { run, undo }: LedgerEntry, scope: ScopeNumber): boolean {
	const isHarmless = undo.type === 'none' && undo.effect === 'harmless';
	return state.sealed && undoAround(state, scope) === null && !isHarmless && !state.loose.includes(run);
}

/** What was interrupted has not completed: it is undone with its scope, not by its name. */
function isMeant({ step, outcome }: LedgerEntry, activity: NodeId): boolean {
	return step === activity && outcome !== 'interrupted';
}

/**
 * Its own scope instance; from an event-started subflow the one around it, too; in a compensation what the activity that
 * is being undone has done inside.
 */
function scopesMeant(draft: Draft, scope: ScopeNumber): ReadonlySet<ScopeNumber> {
	const { state } = draft;
	const undo = undoAround(state, scope);
	if (undo !== null) return new Set([undo.of ?? undo.scope]);
	const meant = new Set<ScopeNumber>([scope]);
	for (let at = scopeOf(state, scope); at?.kind === 'reaction'; at = scopeOf(state, at.parent)) meant.add(at.parent);
	return meant;
}

/** Every throw of whose set nothing is left goes on. True: there was one. */
export function confirmThrows(draft: Draft): boolean {
	const undone = new Set<RunNumber>(draft.state.undone);
	const over = draft.state.throws.find(({ set }) => set.every((run) => undone.has(run)));
	if (over === undefined) return false;
	if (over.backTo === null) draft.record({ type: 'throwConfirmed', throw: over.throw, node: over.node });
	else goBack(draft, over, over.backTo);
	return true;
}
