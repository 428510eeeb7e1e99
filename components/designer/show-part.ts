/** Selects a node or edge, opens its form and brings it into view; null selects nothing. */
import type { Designer } from './designer-store';

export function showPart(designer: Designer, id: string | null): void {
	designer.actions.select(id === null ? [] : [id]);
	designer.actions.set({ inspectorOpen: true });
	const { nodes, edges } = designer.state.getState().history.present;
	const node = nodes.some((other) => other.id === id) ? id : edges.find((edge) => edge.id === id)?.source;
	if (node !== null && node !== undefined) designer.canvas?.show(node);
}
