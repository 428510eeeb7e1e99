/**
 * A message is taken by the oldest wait of the saga that is open for its name and key; a parked step waits, too. Where
 * two can be open at once, which of them goes on depends on which opened first.
 */
import type { FlowNode } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import { nodeTitle } from '../../flow/queries/graph';
import { enclosingScopes, hostOf, isUndoScope, scopeOf } from '../../flow/queries/scopes';
import { subflowAround } from '../../flow/queries/ways';
import { atNode, type LintContext, type Rule } from '../rule';

const code = 'waits-compete';

export const waitsCompete: Rule = {
	code,
	check: (context) => {
		const waits = context.definition.nodes.flatMap((node) => waitOf(context, node));
		return waits.flatMap((wait, at) => {
			const other = waits
				.slice(0, at)
				.find((earlier) => earlier.event === wait.event && openTogether(context, earlier, wait));
			if (other === undefined) return [];
			return atNode(
				code,
				'warning',
				wait.node.id,
				`${nodeTitle(other.node)} and ${nodeTitle(wait.node)} can wait for the same message at once; the one that opened first takes it. Use messages of different names, or let only one wait.`,
			);
		});
	},
};

interface Wait {
	readonly node: FlowNode;
	/** Name and key, as written. */
	readonly event: string;
	/** While a token is in it the wait is open; null: as long as the saga runs. */
	readonly openWith: NodeId | null;
}

function waitOf({ graph, alive }: LintContext, node: FlowNode): readonly Wait[] {
	if (!alive.has(node.id)) return [];
	if (node.kind === 'step') {
		const until = node.park?.until ?? null;
		return until === null || until.message === '' ? [] : [{ node, event: eventOf(until), openWith: node.id }];
	}
	const on =
		node.kind === 'catch' || node.kind === 'boundary'
			? node.on
			: node.kind === 'start'
				? (node.reaction?.on ?? null)
				: null;
	if (on?.type !== 'message' || on.message === '') return [];
	const event = eventOf(on);
	if (node.kind === 'boundary') return [{ node, event, openWith: node.attachedTo }];
	if (node.kind === 'start') {
		const around = subflowAround(graph, node);
		return around === null ? [] : [{ node, event, openWith: hostOf(scopeOf(around)) }];
	}
	const race = (graph.incoming.get(node.id) ?? [])
		.map((edge) => graph.nodes.get(edge.source))
		.find((from) => from?.kind === 'event-race');
	return [{ node, event, openWith: race?.id ?? node.id }];
}

function eventOf({ message, key }: { readonly message: string; readonly key: string }): string {
	return `${message} ${key.replace(/\s+/g, ' ').trim()}`;
}

function openTogether(context: LintContext, left: Wait, right: Wait): boolean {
	const [a, b] = [left.openWith, right.openWith];
	if (a === null || b === null || a === b) return true;
	return isAround(context, a, b) || isAround(context, b, a) || context.concurrency().together(a, b);
}

function isAround({ graph }: LintContext, outer: NodeId, inner: NodeId): boolean {
	const node = graph.nodes.get(inner);
	return (
		node !== undefined &&
		enclosingScopes(graph.nodes, scopeOf(node)).some((scope) => !isUndoScope(scope) && hostOf(scope) === outer)
	);
}
