/** Scopes are whole: they exist, nest without a circle, are not crossed by edges, and each knows where it begins. */
import type { FlowDefinition } from '../flow/definition';
import type { StartNode } from '../flow/nodes/start';
import type { Problem } from '../flow/problem';
import { type FlowGraph, nodeTitle } from '../flow/queries/graph';
import {
	enclosingScopes,
	hostOf,
	isActivity,
	isEnteredOtherwise,
	scopeExists,
	scopeOf,
	scopesOf,
	topScope,
} from '../flow/queries/scopes';
import { edgeProblem, flowProblem, nodeProblem } from './compile-problem';

export function scopeProblems({ nodes, edges }: FlowDefinition, graph: FlowGraph): Problem[] {
	const problems: Problem[] = [];
	for (const node of nodes) {
		const scope = scopeOf(node);
		if (!scopeExists(graph.nodes, scope))
			problems.push(
				nodeProblem(
					'scope-unknown',
					node.id,
					`${nodeTitle(node)} stands in "${scope}", which is neither a subflow nor a compensation drawn as one. Move it, or delete it.`,
				),
			);
		else if (isActivity(node) && enclosingScopes(graph.nodes, scope).some((around) => hostOf(around) === node.id))
			problems.push(
				nodeProblem('scope-cycle', node.id, `${nodeTitle(node)} stands inside itself. Move it out, or delete it.`),
			);
	}
	for (const edge of edges) {
		const source = graph.nodes.get(edge.source);
		const target = graph.nodes.get(edge.target);
		if (source !== undefined && target !== undefined && scopeOf(source) !== scopeOf(target))
			problems.push(
				edgeProblem(
					'edge-crosses-scope',
					edge.id,
					`This connection crosses the border of a subflow: ${nodeTitle(source)} and ${nodeTitle(target)} do not stand in the same one. Lead it to the subflow itself, or move one of them.`,
				),
			);
	}
	return problems;
}

export function startProblems(definition: FlowDefinition, graph: FlowGraph): Problem[] {
	const problems: Problem[] = [];
	for (const scope of scopesOf(definition)) {
		const inside = definition.nodes.filter((node) => scopeOf(node) === scope);
		const [first, ...others] = inside.filter((node) => node.kind === 'start');
		problems.push(
			...others.map((node) =>
				nodeProblem(
					'one-start',
					node.id,
					`A ${scope === topScope ? 'flow' : 'subflow'} has one start only. Delete this one, or connect its way to the other.`,
				),
			),
		);
		if (first !== undefined) continue;
		if (scope === topScope) problems.push(flowProblem('one-start', 'The flow has no start. Add one.'));
		const host = hostOf(scope);
		const hasBeginning = inside.some(
			(node) => (graph.incoming.get(node.id) ?? []).length === 0 && !isEnteredOtherwise(node),
		);
		if (host !== null && inside.length > 0 && !hasBeginning)
			problems.push(nodeProblem('one-start', host, 'Nothing in here comes first. Add a start, and connect it.'));
	}
	return problems;
}

/** What an event-started subflow needs, and what belongs nowhere else. */
export function reactionProblems({ nodes }: FlowDefinition, graph: FlowGraph): Problem[] {
	return nodes.flatMap((node) => {
		if (node.kind === 'start') return startOutOfPlace(node, graph);
		if (node.kind !== 'subflow' || !node.eventStarted) return [];
		const problems: Problem[] = [];
		const start = nodes.find((inner): inner is StartNode => inner.kind === 'start' && scopeOf(inner) === node.id);
		if (start?.reaction === undefined)
			problems.push(
				nodeProblem(
					'reaction-missing',
					start?.id ?? node.id,
					`Say which event starts ${nodeTitle(node)}: an error, a timer, a message, a signal or an escalation, at the start inside it.`,
					start === undefined ? null : 'reaction',
				),
			);
		if (node.forEach !== undefined)
			problems.push(
				nodeProblem(
					'for-each-out-of-place',
					node.id,
					`${nodeTitle(node)} is started by an event, once for each; it is not done for the elements of a list. Put an activity with the for-each inside it.`,
					'forEach',
				),
			);
		return problems;
	});
}

function startOutOfPlace(start: StartNode, graph: FlowGraph): Problem[] {
	const scope = scopeOf(start);
	const host = graph.nodes.get(hostOf(scope) ?? '');
	const isReaction = host?.kind === 'subflow' && host.eventStarted && scope === host.id;
	const problems: Problem[] = [];
	if (start.reaction !== undefined && !isReaction)
		problems.push(
			nodeProblem(
				'reaction-out-of-place',
				start.id,
				'Only the start of an event-started subflow reacts to an event. Remove the event, or let the subflow be started by it.',
				'reaction',
			),
		);
	if (start.trigger !== undefined && scope !== topScope)
		problems.push(
			nodeProblem(
				'reaction-out-of-place',
				start.id,
				'Only the start of the flow itself is started from outside. Remove its message or timer.',
				'trigger',
			),
		);
	return problems;
}
