/** Two events on one border, or in one scope, that catch the same: only the first of them ever does. */
import type { FlowNode } from '../../flow/definition';
import type { ReactionTrigger } from '../../flow/nodes/event';
import { nodeTitle } from '../../flow/queries/graph';
import { scopeOf } from '../../flow/queries/scopes';
import { subflowAround } from '../../flow/queries/ways';
import { atNode, type LintContext, type Rule } from '../rule';

const code = 'caught-twice';

export const caughtTwice: Rule = {
	code,
	check: (context) => {
		const first = new Map<string, FlowNode>();
		return context.definition.nodes.flatMap((node) => {
			const caught = caughtBy(context, node);
			if (caught === null) return [];
			const earlier = first.get(caught.key);
			if (earlier === undefined) {
				first.set(caught.key, node);
				return [];
			}
			return atNode(
				code,
				'warning',
				node.id,
				`${nodeTitle(earlier)} already catches ${caught.words} here, so ${nodeTitle(node)} never does. Give it another code, or remove it.`,
				caught.field,
			);
		});
	},
};

interface Caught {
	/** What is caught where. */
	readonly key: string;
	readonly words: string;
	readonly field: string;
}

function caughtBy({ graph }: LintContext, node: FlowNode): Caught | null {
	if (node.kind === 'boundary') return caughtAt(`on ${node.attachedTo}`, node.on, 'on.code');
	const around = node.kind === 'start' && node.reaction !== undefined ? subflowAround(graph, node) : null;
	if (node.kind !== 'start' || node.reaction === undefined || around === null) return null;
	return caughtAt(`in ${scopeOf(around)}`, node.reaction.on, 'reaction.on.code');
}

function caughtAt(place: string, on: ReactionTrigger, field: string): Caught | null {
	if (on.type !== 'error' && on.type !== 'escalation') return null;
	const words = on.code === null ? `every ${on.type} without an event of its own` : `the ${on.type} "${on.code}"`;
	return { key: `${place} ${on.type} ${on.code === null ? '' : `"${on.code}"`}`, words, field };
}
