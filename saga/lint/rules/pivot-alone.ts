/**
 * A pivot is the point of no return of the whole saga. Beside another branch it would seal what that branch is still
 * doing; in a loop or a for-each there would be a way back behind it; interrupted, nobody would know on which side of the
 * line the saga stands.
 */
import type { FlowNode } from '../../flow/definition';
import { setStep } from '../../flow/edits/nodes';
import type { ReactionTrigger } from '../../flow/nodes/event';
import { nodeTitle } from '../../flow/queries/graph';
import { enclosingScopes, hostOf, isActivity, isInCompensation, scopeOf } from '../../flow/queries/scopes';
import { interrupts, reactionOf, reactionsIn } from '../../flow/queries/ways';
import { atNode, type LintContext, type Rule } from '../rule';

const code = 'pivot-alone';

export const pivotAlone: Rule = {
	code,
	check: (context) =>
		context.pivots().flatMap(({ pivot: id, after }) => {
			const pivot = context.graph.nodes.get(id);
			const because = pivot === undefined ? null : whatIsAgainst(context, pivot, after.includes(id));
			if (pivot === undefined || because === null) return [];
			return atNode(code, 'error', id, `${nodeTitle(pivot)} is a pivot, but ${because}, or make it compensable.`);
		}),
	fixes: (_, { node }) =>
		node === null
			? []
			: [{ label: 'Make it compensable', apply: (definition) => setStep(definition, node, { class: 'compensable' }) }],
};

/** As the end of a sentence that begins with the pivot, up to its remedy; null: nothing. */
function whatIsAgainst(context: LintContext, pivot: FlowNode, comesAgain: boolean): string | null {
	const { graph } = context;
	if (isInCompensation(graph.nodes, pivot)) return 'it runs only to undo something. Take it out of the compensation';
	if (comesAgain)
		return 'it lies in a loop or can be started again, and there is no way back behind a pivot. Take it out of there';
	const around = subflowsAround(context, pivot);
	const each = [pivot, ...around].find((node) => isActivity(node) && node.forEach !== undefined);
	if (each !== undefined) return `${nodeTitle(each)} is done for each element of a list. Take it out of the for-each`;
	const event = eventsWhileOpen(context, pivot, around).find(({ on }) => comesFromOutside(on));
	if (event !== undefined)
		return `${nodeTitle(event.node)} can ${interrupts(event) ? 'interrupt it' : 'run at the same time'}. Let the pivot stand where no event reacts`;
	const beside = context.definition.nodes.find(
		(other) => isDoing(other) && !around.includes(other) && context.concurrency().together(pivot.id, other.id),
	);
	if (beside === undefined) return null;
	return beside === pivot
		? 'it can run twice at once. Put the pivot behind the join'
		: `${nodeTitle(beside)} can run at the same time. Put the pivot behind the join`;
}

function subflowsAround({ graph }: LintContext, node: FlowNode): readonly FlowNode[] {
	return enclosingScopes(graph.nodes, scopeOf(node)).flatMap((scope) => graph.nodes.get(hostOf(scope) ?? '') ?? []);
}

interface OpenEvent {
	readonly node: FlowNode;
	readonly on: ReactionTrigger;
	readonly interrupting: boolean;
}

/** Boundary events on it and around it, and the event-started subflows that are armed meanwhile. */
function eventsWhileOpen({ graph }: LintContext, pivot: FlowNode, around: readonly FlowNode[]): readonly OpenEvent[] {
	const borders = [pivot, ...around].flatMap((node) => graph.boundaries.get(node.id) ?? []);
	const reactions = [pivot, ...around].flatMap((node) => {
		// What interrupts its scope has disarmed the others.
		const own = node.kind === 'subflow' && node.eventStarted ? reactionOf(graph, node.id) : null;
		if (own !== null && interrupts(own)) return [];
		return reactionsIn(graph, scopeOf(node)).filter((reaction) => reaction !== node);
	});
	return [
		...borders.map((node) => ({ node, on: node.on, interrupting: node.interrupting })),
		...reactions.flatMap((node) => {
			const reaction = reactionOf(graph, node.id);
			return reaction === null ? [] : [{ node, ...reaction }];
		}),
	];
}

/** Errors and escalations come from what runs inside: from the pivot itself, or from something beside it. */
function comesFromOutside(on: ReactionTrigger): boolean {
	return on.type !== 'error' && on.type !== 'escalation';
}

/** What takes time or changes something; a token that only waits at a join or has ended does not. */
function isDoing(node: FlowNode): boolean {
	if (isActivity(node)) return true;
	if (node.kind === 'end') return node.result !== undefined;
	return (
		node.kind === 'catch' ||
		node.kind === 'event-race' ||
		node.kind === 'undo' ||
		node.kind === 'publish' ||
		node.kind === 'assign'
	);
}
