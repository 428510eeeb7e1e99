/** Boundary events sit on activities of their scope, links find their other end, an event race leads to waits of its own. */
import type { FlowDefinition } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { type FlowGraph, nodeTitle } from '../flow/queries/graph';
import { linkTargets } from '../flow/queries/links';
import { isActivity, scopeOf } from '../flow/queries/scopes';
import { edgeProblem, nodeProblem } from './compile-problem';

export function boundaryProblems({ nodes }: FlowDefinition, graph: FlowGraph): Problem[] {
	return nodes.flatMap((node) => {
		if (node.kind !== 'boundary') return [];
		const host = graph.nodes.get(node.attachedTo);
		const isFree = host?.kind === 'subflow' && host.eventStarted;
		if (isActivity(host) && !isFree && scopeOf(host) === scopeOf(node)) return [];
		const title = nodeTitle(node);
		const message =
			host === undefined
				? `${title} is attached to nothing. Attach it to a step, an approval, a subflow or a call, or delete it.`
				: !isActivity(host)
					? `${title} is attached to ${nodeTitle(host)}, which has no border. Attach it to a step, an approval, a subflow or a call.`
					: isFree
						? `${title} is attached to ${nodeTitle(host)}, which is started by an event and stands beside the way. Attach it to another activity.`
						: `${title} is attached to ${nodeTitle(host)}, but does not stand in the same subflow. Move it beside what it is attached to.`;
		return nodeProblem('boundary-unattached', node.id, message, 'attachedTo');
	});
}

export function linkProblems(definition: FlowDefinition): Problem[] {
	const links = definition.nodes.filter((node) => node.kind === 'link');
	const targets = linkTargets(definition);
	return links.flatMap((node) => {
		const place = (message: string) => nodeProblem('link-unresolved', node.id, message, 'link');
		if (node.link.trim() === '') return place(`Say which name ${nodeTitle(node)} has: the other end has the same.`);
		if (node.end === 'from')
			return targets.has(node.id)
				? []
				: place(`No link "${node.link}" goes on in this scope. Add its other end, or correct the name.`);
		const first = links.find(
			(other) => other.end === 'to' && other.link === node.link && scopeOf(other) === scopeOf(node),
		);
		if (first === node) return [];
		return place(`Two links "${node.link}" go on in this scope, so nobody knows at which. Rename one.`);
	});
}

export function raceProblems({ nodes }: FlowDefinition, graph: FlowGraph): Problem[] {
	return nodes.flatMap((race) => {
		if (race.kind !== 'event-race') return [];
		return (graph.outgoing.get(race.id) ?? []).flatMap((edge) => {
			const target = graph.nodes.get(edge.target);
			if (target?.kind === 'catch' && graph.incoming.get(target.id)?.length === 1) return [];
			const title = target === undefined ? edge.target : nodeTitle(target);
			return edgeProblem(
				'race-without-wait',
				edge.id,
				target?.kind === 'catch'
					? `${title} is also reached by another way, so it cannot be part of the event race. Give each its own wait.`
					: `After an event race comes the wait for one of the events, but ${title} is none. Put a wait between them.`,
			);
		});
	});
}
