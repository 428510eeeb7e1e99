/**
 * Which node stands in which scope, as the drawing needs it: the nodes of a subflow stand inside it, those of a
 * compensation (`ACTIVITY/undo`) inside a container below their activity.
 * A draft may be broken: a node whose scope is missing, or leads back to itself, is drawn at the top of the flow.
 */
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import type { NodeId, ScopeId } from '@/saga/flow/nodes/node-base';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { isUndoScope, undoScopeOf } from '@/saga/flow/queries/scopes';

export interface ScopeTree {
	readonly nodes: ReadonlyMap<NodeId, FlowNode>;
	/** `''`: the top of the flow. */
	readonly scopeOf: (id: NodeId) => ScopeId;
	/** In the order of the definition. */
	readonly childrenOf: (scope: ScopeId) => readonly FlowNode[];
	/** How many scopes are around it. */
	readonly depthOf: (scope: ScopeId) => number;
	/** What is drawn inside or below a node, at any depth: the contents of a subflow and of its compensation. */
	readonly within: (id: NodeId) => readonly FlowNode[];
}

/** The node that draws a scope: the subflow itself, or the activity which the compensation belongs to. */
export const ownerOf = (scope: ScopeId): NodeId => scope.replace(/\/undo$/, '');

const cache = new WeakMap<FlowDefinition['nodes'], ScopeTree>();

/** Built once per list of nodes. */
export function scopeTree(definition: FlowDefinition): ScopeTree {
	const known = cache.get(definition.nodes);
	if (known !== undefined) return known;
	const tree = treeOf(definition);
	cache.set(definition.nodes, tree);
	return tree;
}

function treeOf(definition: FlowDefinition): ScopeTree {
	const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
	const scopes = new Map(definition.nodes.map((node) => [node.id, soundScope(nodes, node)]));
	const children = new Map<ScopeId, FlowNode[]>();
	for (const node of definition.nodes) {
		const scope = scopes.get(node.id) ?? '';
		const list = children.get(scope);
		if (list === undefined) children.set(scope, [node]);
		else list.push(node);
	}
	const scopeOf = (id: NodeId) => scopes.get(id) ?? '';
	const childrenOf = (scope: ScopeId) => children.get(scope) ?? [];
	const depthOf = (scope: ScopeId): number => (scope === '' ? 0 : 1 + depthOf(scopeOf(ownerOf(scope))));
	const within = (id: NodeId): readonly FlowNode[] =>
		[id, undoScopeOf(id)].flatMap((scope) => childrenOf(scope)).flatMap((node) => [node, ...within(node.id)]);
	return { nodes, scopeOf, childrenOf, depthOf, within };
}

function soundScope(nodes: ReadonlyMap<NodeId, FlowNode>, node: FlowNode): ScopeId {
	const scope = node.scope ?? '';
	const seen = new Set([node.id]);
	for (let around = scope; around !== ''; ) {
		const owner = nodes.get(ownerOf(around));
		const isSound = owner !== undefined && (isUndoScope(around) || owner.kind === 'subflow');
		if (!isSound) return around === scope ? '' : scope;
		if (seen.has(owner.id)) return '';
		seen.add(owner.id);
		around = owner.scope ?? '';
	}
	return scope;
}

/** Where a node stands, in words; null: at the top of the flow. */
export function scopeWords(tree: ScopeTree, id: NodeId): string | null {
	const scope = tree.scopeOf(id);
	const owner = scope === '' ? undefined : tree.nodes.get(ownerOf(scope));
	if (owner === undefined) return null;
	return isUndoScope(scope) ? `in the compensation of ${nodeTitle(owner)}` : `in ${nodeTitle(owner)}`;
}

/**
 * What covers what: a container lies below the edges of its contents, these below the contents, and everything of an
 * inner scope above everything of the scopes around it. Boundary events lie on the border of a container.
 */
export function nodeLayer(tree: ScopeTree, id: string, isContainer: boolean): number {
	const around = isUndoScope(id) ? tree.scopeOf(ownerOf(id)) : tree.scopeOf(id);
	return 3 * tree.depthOf(around) + (isContainer ? 0 : 2);
}

export function edgeLayer(tree: ScopeTree, source: NodeId): number {
	return 3 * tree.depthOf(tree.scopeOf(source)) + 1;
}
