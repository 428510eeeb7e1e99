/**
 * Imported flows among those that are there: one whose id is taken gets a number, and the calls among the flows of one
 * file follow it.
 */
import type { ImportedFlow } from '@/saga/bpmn/import-bpmn';
import type { FlowDefinition } from '@/saga/flow/definition';

const idLengthMax = 64;

export function placeFlows(flows: readonly ImportedFlow[], taken: Iterable<string>): readonly ImportedFlow[] {
	const used = new Set(taken);
	const idOf = new Map<string, string>();
	for (const { definition } of flows) {
		const id = freeId(definition.id, used);
		used.add(id);
		idOf.set(definition.id, id);
	}
	return flows.map((flow) => ({
		...flow,
		definition: renamed(flow.definition, idOf),
		report: { ...flow.report, flow: idOf.get(flow.report.flow) ?? flow.report.flow },
	}));
}

function freeId(wanted: string, used: ReadonlySet<string>): string {
	let id = wanted;
	for (let count = 2; used.has(id); count += 1) {
		const end = `-${count}`;
		id = wanted.slice(0, idLengthMax - end.length) + end;
	}
	return id;
}

function renamed(definition: FlowDefinition, idOf: ReadonlyMap<string, string>): FlowDefinition {
	return {
		...definition,
		id: idOf.get(definition.id) ?? definition.id,
		nodes: definition.nodes.map((node) =>
			node.kind === 'call' ? { ...node, flow: idOf.get(node.flow) ?? node.flow } : node,
		),
	};
}
