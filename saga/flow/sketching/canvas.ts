/**
 * The definition that a sketch becomes. Nodes are added by the edits of the designer; edges are not, because a sketch may
 * show what the gesture rules refuse.
 */
import type { FlowDefinition, FlowNode, NodeKind } from '../definition';
import { freshEdgeId, freshNodeId } from '../edits/fresh-names';
import { newNode } from '../edits/new-node';
import { addNode, removeNodes } from '../edits/nodes';
import type { NodeId } from '../nodes/node-base';

/** A way out that leads nowhere yet, and what stands on its edge. */
export interface Loose {
	readonly node: NodeId;
	readonly condition: string | null;
	readonly isDefault: boolean;
}

export function way(node: NodeId): Loose {
	return { node, condition: null, isDefault: false };
}

export class Canvas {
	/** In which new nodes stand. */
	scope = '';

	constructor(private drawn: FlowDefinition) {}

	get flow(): FlowDefinition {
		return this.drawn;
	}

	/** Throws where a way leads to a node that was not drawn. */
	finished(): FlowDefinition {
		const ids = new Set(this.drawn.nodes.map((node) => node.id));
		for (const { source, target } of this.drawn.edges)
			for (const end of [source, target]) if (!ids.has(end)) throw new Error(`The sketch has no node "${end}".`);
		return this.drawn;
	}

	/** A bare node of the kind, with a fresh id that is its name, too. */
	newOf<Kind extends NodeKind>(kind: Kind, wanted: string): Extract<FlowNode, { kind: Kind }> {
		const id = freshNodeId(this.drawn, wanted);
		return { ...(newNode(this.drawn, kind) as Extract<FlowNode, { kind: Kind }>), id, name: id };
	}

	add(node: FlowNode): FlowNode {
		const placed = this.scope === '' ? node : { ...node, scope: this.scope };
		this.drawn = addNode(this.drawn, placed, { x: 0, y: 0 });
		return placed;
	}

	remove(id: NodeId): void {
		this.drawn = removeNodes(this.drawn, [id]);
	}

	change(id: NodeId, change: (node: FlowNode) => FlowNode): void {
		this.drawn = { ...this.drawn, nodes: this.drawn.nodes.map((node) => (node.id === id ? change(node) : node)) };
	}

	lead(from: readonly Loose[], target: NodeId): void {
		for (const { node, condition, isDefault } of from) {
			const id = freshEdgeId(this.drawn, node, target);
			const edge = { id, source: node, target, name: '', condition, isDefault };
			this.drawn = { ...this.drawn, edges: [...this.drawn.edges, edge] };
		}
	}
}
