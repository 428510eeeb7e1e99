/** What is said about the undo if one step failed: the numbers on the drawing and the sentence on the card. */
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import type { Problem } from '@/saga/flow/problem';
import { isInCompensation } from '@/saga/flow/queries/scopes';
import type { UndoPreviewItem } from '@/saga/flow/queries/undo-order-at';
import type { Marks, NodeMark } from '../diagram/overlay';

export interface UndoWave {
	readonly order: number;
	readonly names: readonly string[];
	/** Those of them that are undone only if they ran. */
	readonly conditional: readonly string[];
}

export interface UndoPreview {
	readonly step: string;
	readonly items: readonly UndoPreviewItem[];
	readonly waves: readonly UndoWave[];
}

/** `items`: as undoOrderAt gives them for the step. Null where there is nothing to say: what cannot fail, or undoes itself. */
export function undoPreview(
	definition: FlowDefinition,
	id: NodeId | null,
	items: readonly UndoPreviewItem[],
): UndoPreview | null {
	const node = definition.nodes.find((other) => other.id === id);
	if (node === undefined || !canFail(definition, node)) return null;
	const stillThere = new Set(definition.nodes.map((other) => other.id));
	const undone = items.filter((item) => stillThere.has(item.step));
	const nameOf = (step: NodeId) => definition.nodes.find((other) => other.id === step)?.name || step;
	const orders = [...new Set(undone.map((item) => item.order))].sort((left, right) => left - right);
	const waves = orders.map((order) => {
		const members = undone.filter((item) => item.order === order);
		return {
			order,
			names: members.map((item) => nameOf(item.step)),
			conditional: members.filter((item) => item.conditional).map((item) => nameOf(item.step)),
		};
	});
	return { step: nameOf(node.id), items: undone, waves };
}

/** What stands in a compensation is tried again until it is done: nothing is undone because of it. */
function canFail(definition: FlowDefinition, node: FlowNode): boolean {
	const isOpen = node.kind === 'step' || node.kind === 'call' || (node.kind === 'subflow' && !node.eventStarted);
	return isOpen && !isInCompensation(new Map(definition.nodes.map((other) => [other.id, other])), node);
}

export function waveWords(wave: UndoWave): string {
	const names = wave.names.join(', ');
	const together = wave.names.length > 1 ? `${names}, all at once` : names;
	if (wave.conditional.length === 0) return together;
	return wave.conditional.length === wave.names.length
		? `${together}, if ${wave.names.length > 1 ? 'they have' : 'it has'} run`
		: `${together} (${wave.conditional.join(', ')} only if run)`;
}

/** Problems and undo numbers, laid over the drawing. */
export function designerMarks(problems: readonly Problem[], preview: UndoPreview | null): Marks {
	const nodes: Record<NodeId, NodeMark> = {};
	for (const problem of problems) {
		if (problem.node === null) continue;
		const counted = nodes[problem.node]?.problems ?? { errors: 0, warnings: 0 };
		const isError = problem.severity === 'error';
		nodes[problem.node] = {
			problems: { errors: counted.errors + (isError ? 1 : 0), warnings: counted.warnings + (isError ? 0 : 1) },
		};
	}
	for (const item of preview?.items ?? []) {
		const words = item.conditional ? 'would be undone if it has run' : 'would be undone';
		nodes[item.step] = {
			...nodes[item.step],
			undo: { order: item.order, status: item.conditional ? 'conditional' : 'planned', words },
		};
	}
	const edges = Object.fromEntries(
		problems.flatMap((problem) =>
			problem.edge !== null && problem.severity === 'error' ? [[problem.edge, { state: 'problem' as const }]] : [],
		),
	);
	return { nodes, edges };
}
