/**
 * A finding about a flow, in the analyst's words, at its place. Errors block deployment, warnings do not.
 * `code` is the name of the lint rule (or compile check) and of its doc page.
 */
import type { EdgeId } from './definition';
import type { NodeId } from './nodes/node-base';

export interface Problem {
	readonly code: string;
	readonly severity: 'error' | 'warning';
	/** What is wrong and what to do about it. */
	readonly message: string;
	readonly node: NodeId | null;
	readonly edge: EdgeId | null;
	/** Path of the form field inside the node or edge (`input.0.expression`), if one is meant. */
	readonly field: string | null;
}
