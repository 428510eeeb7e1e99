/**
 * FlowDefinition → the BPMN elements of one process and its diagram, without what is kept of a file: `add-kept.ts` puts
 * that in. Kept apart, because an import finds what to keep by comparing the file with what this writes.
 */
import type { FlowDefinition, FlowEdge } from '../../flow/definition';
import { flowSettingsDefault } from '../../flow/definition';
import { type KeptRecord, keptRecords } from '../../flow/kept';
import type { ScopeId } from '../../flow/nodes/node-base';
import { exporterName } from '../model/defaults';
import { judgesConditions } from '../model/ways';
import { type XmlElement, xml } from '../xml/xml-element';
import { isActivity } from './write-activity';
import { undoBeside, undoInside } from './write-compensation';
import { diagramOf } from './write-diagram';
import { conditionOf } from './write-events';
import { defaultEdgeOf, nodeElement, wrappedNode } from './write-node';
import { Writing } from './writing';

export interface ExportTree {
	readonly root: XmlElement;
	readonly writing: Writing;
}

/** `records`: those of `definition.kept`, or those that are about to be. */
export function exportTree(
	definition: FlowDefinition,
	records: readonly KeptRecord[] = keptRecords(definition),
): ExportTree {
	const writing = new Writing(definition, records);
	const process = processElement(writing);
	const diagram = diagramOf(writing);
	const roots = [...writing.roots.values()].sort((left, right) => rankOf(left) - rankOf(right));
	const attributes = {
		id: writing.idOf('definitions', `Definitions_${definition.id}`),
		targetNamespace: 'http://bpmn.io/schema/bpmn',
		exporter: exporterName,
	};
	return { root: xml('bpmn:definitions', attributes, [process, ...roots, diagram]), writing };
}

const ranks = ['bpmn:message', 'bpmn:signal', 'bpmn:error', 'bpmn:escalation'];
const rankOf = ({ name }: XmlElement) => ranks.indexOf(name);

function processElement(writing: Writing): XmlElement {
	const { definition } = writing;
	const id = writing.idOf('process', definition.id);
	const { settleMs, undoOrder } = definition.settings;
	const settings = xml('unwind:flow', {
		settleMs: settleMs === flowSettingsDefault.settleMs ? null : settleMs,
		undoOrder: undoOrder === flowSettingsDefault.undoOrder ? null : undoOrder,
	});
	const order = orderOf(writing);
	const extensions = [...(Object.keys(settings.attributes).length === 0 ? [] : [settings]), ...order];
	const name = definition.name === id ? null : definition.name;
	return xml('bpmn:process', { id, ...writing.ownId('process', definition.id), name, isExecutable: 'true' }, [
		extensions.length === 0 ? null : xml('bpmn:extensionElements', {}, extensions),
		...scopeElements(writing, ''),
	]);
}

function scopeElements(writing: Writing, scope: ScopeId): readonly XmlElement[] {
	const writeScope = (inner: ScopeId) => {
		const owner = writing.nodeOf(inner);
		const inside = owner !== undefined && isActivity(owner) ? undoInside(writing, owner, writeScope) : [];
		return [...scopeElements(writing, inner), ...inside];
	};
	const nodes = writing.nodesIn(scope);
	const edges = writing.edgesIn(scope);
	return [
		...nodes.map((node) => nodeElement(writing, node, false, writeScope)),
		...edges.map((edge) => flowElement(writing, edge)),
		...nodes.filter(isActivity).flatMap((node) => undoBeside(writing, node, writeScope)),
	];
}

function flowElement(writing: Writing, edge: FlowEdge): XmlElement {
	const { id, source, target, name, condition, isDefault } = edge;
	const isJudged = judgesConditions(writing.nodeOf(source));
	const isMeant = isJudged && defaultEdgeOf(writing, source)?.id === id;
	const attributes = {
		id: writing.idOf(`edge:${id}`, id),
		...writing.ownId(`edge:${id}`, id),
		name: name === '' ? null : name,
		...endOf(writing, 'sourceRef', source),
		...endOf(writing, 'targetRef', target),
		'unwind:condition': isJudged && !isDefault ? null : condition,
		'unwind:also': isLoose(writing, edge) ? 'true' : null,
		'unwind:isDefault': isDefault && !isMeant ? 'true' : null,
	};
	return xml('bpmn:sequenceFlow', attributes, [
		condition !== null && isJudged && !isDefault ? conditionOf(condition) : null,
	]);
}

function isLoose(writing: Writing, { source, target }: FlowEdge): boolean {
	return writing.nodeOf(source) === undefined || writing.nodeOf(target) === undefined;
}

/** A loose end of a draft is kept in our own words: no BPMN tool reads a reference to nothing. */
function endOf(writing: Writing, name: string, id: string): Readonly<Record<string, string>> {
	const isThere = writing.nodeOf(id) !== undefined;
	return isThere ? { [name]: writing.nodeId(id) } : { [`unwind:${name}`]: id };
}

/** The order of nodes and edges, where reading the file from top to bottom would give another. */
function orderOf(writing: Writing): readonly XmlElement[] {
	const { nodes, edges } = writing.definition;
	const read = readingOrder(writing);
	const isSame = (left: readonly string[], right: readonly { readonly id: string }[]) =>
		left.every((id, at) => id === right[at]?.id);
	if (isSame(read.nodes, nodes) && isSame(read.edges, edges)) return [];
	return [
		xml('unwind:order', {
			nodes: nodes.map(({ id }) => id).join(' '),
			edges: edges.map(({ id }) => id).join(' '),
		}),
	];
}

function readingOrder(writing: Writing): {
	readonly nodes: readonly string[];
	readonly edges: readonly string[];
} {
	const nodes: string[] = [];
	const edges: string[] = [];
	const visit = (scope: ScopeId) => {
		const inside = writing.nodesIn(scope);
		for (const node of inside) {
			nodes.push(node.id);
			const inner = wrappedNode(writing, node);
			if (inner !== null) nodes.push(inner.id);
			else if (node.kind === 'subflow') visit(node.id);
			if (isActivity(node) && node.compensation?.type === 'scope') visit(`${node.id}/undo`);
		}
		for (const { id } of writing.edgesIn(scope)) edges.push(id);
	};
	visit('');
	return { nodes, edges };
}
