import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { UndoItemStatus } from '@/saga/engine/undo/undo-plan-types';
import type { EdgeId } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';

/** How it stands with a node; `words` is what people read beside the icon and on hover. */
export interface RunMark {
	readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'stuck' | 'unknown' | 'suspended';
	readonly words: string;
}

export interface UndoMark {
	/** From 1; marks with one number are undone at once. Null: no number is shown. */
	readonly order: number | null;
	readonly status: UndoItemStatus;
	readonly words: string;
}

export interface NodeMark {
	readonly run?: RunMark;
	readonly undo?: UndoMark;
	readonly problems?: { readonly errors: number; readonly warnings: number };
}

export interface EdgeMark {
	/** `moving`: a token is on it now. */
	readonly state: 'taken' | 'moving' | 'problem';
}

export interface Marks {
	readonly nodes: Readonly<Record<NodeId, NodeMark>>;
	readonly edges: Readonly<Record<EdgeId, EdgeMark>>;
}

/** What is laid over a drawing: kept apart from the nodes, so that a changed mark redraws one node and no other. */
export type Overlay = StoreApi<Marks>;

export function createOverlay(marks: Marks = { nodes: {}, edges: {} }): Overlay {
	return createStore<Marks>(() => marks);
}

/** Replaces all marks; those that read the same keep their identity and redraw nothing. */
export function setMarks(overlay: Overlay, marks: Marks): void {
	const was = overlay.getState();
	overlay.setState({ nodes: shareEqual(was.nodes, marks.nodes), edges: shareEqual(was.edges, marks.edges) });
}

function shareEqual<Mark>(
	was: Readonly<Record<string, Mark>>,
	now: Readonly<Record<string, Mark>>,
): Readonly<Record<string, Mark>> {
	return Object.fromEntries(
		Object.entries(now).map(([id, mark]) => {
			const before = was[id];
			return [id, before !== undefined && JSON.stringify(before) === JSON.stringify(mark) ? before : mark];
		}),
	);
}

export interface DiagramContextValue {
	readonly overlay: Overlay;
	/** Two diagrams may be on one page: ids of their elements differ by it. */
	readonly prefix: string;
	/** Off when many edges would move at once. */
	readonly isAnimated: boolean;
}

const emptyOverlay = createOverlay();
export const DiagramContext = createContext<DiagramContextValue>({
	overlay: emptyOverlay,
	prefix: '',
	isAnimated: false,
});

export function useNodeMark(id: NodeId): NodeMark | undefined {
	return useStore(useContext(DiagramContext).overlay, (marks) => marks.nodes[id]);
}

export function useEdgeMark(id: EdgeId): EdgeMark | undefined {
	return useStore(useContext(DiagramContext).overlay, (marks) => marks.edges[id]);
}
