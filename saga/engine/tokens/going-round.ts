/**
 * Loops that compile lets pass because something in them waits, but not this time: a list without elements, a subflow
 * whose way leads past its steps. Within one input nothing would ever change, as nobody is asked.
 */
import type { NodeId } from '../../flow/nodes/node-base';
import type { Draft } from '../draft';
import type { ScopeNumber } from '../state';

/** More than any split brings to one node at once. */
const roundsMax = 200;

/** Whether this activity has been entered in this scope again and again since the input came. */
export function isGoingRound(draft: Draft, node: NodeId, scope: ScopeNumber): boolean {
	let rounds = 0;
	for (const entry of draft.entries)
		if (entry.type === 'scopeOpened' && entry.node === node && entry.parent === scope) rounds += 1;
	return rounds >= roundsMax;
}
