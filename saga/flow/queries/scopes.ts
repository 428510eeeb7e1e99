/**
 * How the scopes of a flow nest: the top, subflows, and compensations that are more than a command (`ACTIVITY/undo`).
 *
 * A draft may be broken (a scope that does not exist, two subflows inside each other): the questions here end all the
 * same, and `compile` reports it.
 */
import type { FlowDefinition, FlowNode } from '../definition';
import type { NodeId, ScopeId } from '../nodes/node-base';

export type ActivityNode = Extract<FlowNode, { readonly kind: 'step' | 'approval' | 'subflow' | 'call' }>;
export type NodesById = ReadonlyMap<NodeId, FlowNode>;

export const topScope: ScopeId = '';
const undoSuffix = '/undo';

export function isActivity(node: FlowNode | null | undefined): node is ActivityNode {
	return node !== null && node !== undefined && 'compensation' in node;
}

export function scopeOf(node: FlowNode): ScopeId {
	return node.scope ?? topScope;
}

export function undoScopeOf(activity: NodeId): ScopeId {
	return `${activity}${undoSuffix}`;
}

export function isUndoScope(scope: ScopeId): boolean {
	return scope.endsWith(undoSuffix);
}

/** The subflow, or the activity that the compensation undoes; null at the top. */
export function hostOf(scope: ScopeId): NodeId | null {
	if (scope === topScope) return null;
	return isUndoScope(scope) ? scope.slice(0, -undoSuffix.length) : scope;
}

export function scopeExists(nodes: NodesById, scope: ScopeId): boolean {
	const host = hostOf(scope);
	if (host === null) return true;
	const node = nodes.get(host);
	if (!isUndoScope(scope)) return node?.kind === 'subflow';
	return isActivity(node) && node.compensation?.type === 'scope';
}

/** The scope around it; null at the top and where its host is missing. */
export function parentOf(nodes: NodesById, scope: ScopeId): ScopeId | null {
	const host = hostOf(scope);
	const node = host === null ? undefined : nodes.get(host);
	return node === undefined ? null : scopeOf(node);
}

/** The scope and those around it, outwards. */
export function enclosingScopes(nodes: NodesById, scope: ScopeId): readonly ScopeId[] {
	const found: ScopeId[] = [];
	for (let at: ScopeId | null = scope; at !== null && !found.includes(at); at = parentOf(nodes, at)) found.push(at);
	return found;
}

/** Whether the node runs only while something is undone. */
export function isInCompensation(nodes: NodesById, node: FlowNode): boolean {
	return enclosingScopes(nodes, scopeOf(node)).some(isUndoScope);
}

/** The top, then the scopes of each activity, as drawn. */
export function scopesOf(definition: FlowDefinition): readonly ScopeId[] {
	return [
		topScope,
		...definition.nodes.flatMap((node) => {
			if (!isActivity(node)) return [];
			const own = node.kind === 'subflow' ? [node.id] : [];
			return node.compensation?.type === 'scope' ? [...own, undoScopeOf(node.id)] : own;
		}),
	];
}

/** Nothing leads to it, yet it is no beginning of its scope: it waits at a border, reacts to an event, or is jumped to. */
export function isEnteredOtherwise(node: FlowNode): boolean {
	return (
		node.kind === 'boundary' ||
		(node.kind === 'subflow' && node.eventStarted) ||
		(node.kind === 'link' && node.end === 'to')
	);
}

/** The nodes and what goes with them: contents of subflows and compensations at any depth, and boundary events. */
export function withCarried({ nodes }: Pick<FlowDefinition, 'nodes'>, ids: Iterable<NodeId>): ReadonlySet<NodeId> {
	const carried = new Set(ids);
	for (let before = -1; before !== carried.size; ) {
		before = carried.size;
		for (const node of nodes) {
			const host = hostOf(scopeOf(node));
			const isInside = host !== null && carried.has(host);
			if (isInside || (node.kind === 'boundary' && carried.has(node.attachedTo))) carried.add(node.id);
		}
	}
	return carried;
}
