/** An error or an escalation that is caught where nothing inside can throw it: the way behind it is never taken. */

import type { FlowNode } from '../../flow/definition';
import type { ReactionTrigger } from '../../flow/nodes/event';
import { nodeTitle } from '../../flow/queries/graph';
import { scopeOf } from '../../flow/queries/scopes';
import { nodesWithin, thrownBy } from '../../flow/queries/thrown-by';
import { reactionOf } from '../../flow/queries/ways';
import { atNode, type Rule } from '../rule';

const code = 'never-thrown';

export const neverThrown: Rule = {
	code,
	check: (context) =>
		context.definition.nodes.flatMap((node) => {
			if (!context.alive.has(node.id)) return [];
			if (node.kind === 'boundary')
				return judge(node, node.on, nodesWithin(context.graph, { host: node.attachedTo }), 'on');
			if (node.kind !== 'subflow' || !node.eventStarted) return [];
			const reaction = reactionOf(context.graph, node.id);
			const start = context.graph.inside.get(node.id)?.find((inner) => inner.kind === 'start');
			if (reaction === null || start === undefined) return [];
			const own = new Set(nodesWithin(context.graph, { host: node.id }));
			const others = nodesWithin(context.graph, { scope: scopeOf(node) }).filter((other) => !own.has(other));
			return judge(start, reaction.on, others, 'reaction.on');
		}),
};

function judge(node: FlowNode, on: ReactionTrigger, inside: readonly FlowNode[], field: string) {
	if (on.type !== 'error' && on.type !== 'escalation') return [];
	const { codes, any } = thrownBy(inside, on.type);
	if (any || (on.code === null ? codes.size > 0 : codes.has(on.code))) return [];
	const what = on.code === null ? `any ${on.type}` : `the ${on.type} "${on.code}"`;
	const throwers = codes.size === 0 ? '' : ` There can be: ${[...codes].join(', ')}.`;
	return [
		atNode(
			code,
			'warning',
			node.id,
			`Nothing inside can throw ${what}, so the way after ${nodeTitle(node)} is never taken.${throwers} Correct the code, name it among the errors that a step expects, or remove the event.`,
			`${field}.code`,
		),
	];
}
