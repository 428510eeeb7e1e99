/**
 * The undo of a saga as people are shown it: before it runs, while it runs and after. Derived, never stored.
 */
import type { NodeId } from '../../flow/nodes/node-base';
import type { RunNumber } from '../input';

export type UndoItemStatus =
	/** Would be, or will be, undone. */
	| 'planned'
	/** Still in flight: undone only if it turns out to have had an effect. */
	| 'conditional'
	| 'running'
	| 'stuck'
	| 'undone'
	/** Nothing to undo, declared harmless. */
	| 'harmless'
	/** Cannot be undone: something stays. */
	| 'gap';

export interface UndoPlanItem {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly participant: string | null;
	readonly command: string | null;
	/** From 1; items with one number run at once; a higher number waits for the lower ones it depends on. */
	readonly order: number;
	readonly status: UndoItemStatus;
	/** Why it cannot be undone. */
	readonly because: string | null;
}

export interface UndoPlan {
	/** False while runs are in flight. */
	readonly exact: boolean;
	/** By order, then run. */
	readonly items: readonly UndoPlanItem[];
	/** Of those with a compensation: how many are confirmed, of how many. */
	readonly undone: number;
	readonly toUndo: number;
}
