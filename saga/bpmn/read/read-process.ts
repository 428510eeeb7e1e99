/** One process → one flow, as far as it can be read without knowing what is kept of the file. */
import {
	type FlowDefinition,
	type FlowEdge,
	type FlowLayout,
	type FlowNode,
	flowSettingsDefault,
} from '../../flow/definition';
import { FreshIds, flowIdOf, plainId } from '../model/ids';
import { type Model, nameOf } from '../model/model';
import { attribute, extension, type XmlElement } from '../xml/xml-element';
import { faultsOfEdge, faultsOfNode } from './check-expressions';
import { compensationsOf } from './compensations';
import { ScopeReader } from './read-scope';
import { cut, Reading, type ReadingOptions } from './reading';

export function readProcess(model: Model, process: XmlElement, options: ReadingOptions): Reading {
	const reading = new Reading(model, process, options);
	reading.say('runs', process);
	reading.use('process');
	new ScopeReader(reading, compensationsOf(reading)).read(process, '', false);
	if (!model.isOurs) {
		addStart(reading);
		addEnds(reading);
	}
	markFaults(reading);
	markRaces(reading);
	return reading;
}

/** `flowIds`: those that other processes of the file have taken. */
export function definitionFrom(reading: Reading, flowIds: FreshIds, layout: FlowLayout): FlowDefinition {
	const { process, model } = reading;
	const xmlId = process.attributes.id ?? 'process';
	const id = flowIds.take(attribute(process, 'unwind:id') ?? flowIdOf(xmlId));
	reading.origin('process', { id: xmlId, called: model.called.get(xmlId) ?? null });
	const own = extension(process, 'unwind:flow')?.attributes ?? {};
	const order = extension(process, 'unwind:order')?.attributes ?? {};
	return {
		schemaVersion: 1,
		id,
		name: cut(nameOf(process) || xmlId, 120),
		settings: {
			settleMs: Number(own.settleMs ?? flowSettingsDefault.settleMs),
			undoOrder: own.undoOrder === 'sequential' ? 'sequential' : flowSettingsDefault.undoOrder,
		},
		nodes: ordered(reading.nodes, order.nodes),
		edges: ordered(reading.edges, order.edges),
		layout,
		kept: [],
	};
}

function ordered<T extends FlowNode | FlowEdge>(read: readonly T[], wanted: string | undefined): readonly T[] {
	if (wanted === undefined) return read;
	const places = new Map(wanted.split(' ').map((id, at) => [id, at]));
	const placeOf = ({ id }: T) => places.get(id) ?? Number.MAX_SAFE_INTEGER;
	return [...read].sort((left, right) => placeOf(left) - placeOf(right));
}

/** Nothing begins a process without start but what no way leads to. */
function addStart(reading: Reading): void {
	const top = reading.nodes.filter(({ scope }) => scope === undefined);
	if (top.length === 0 || top.some(({ kind }) => kind === 'start')) return;
	const targets = new Set(reading.edges.map(({ target }) => target));
	const isFirst = (node: FlowNode) =>
		!targets.has(node.id) &&
		node.kind !== 'boundary' &&
		!(node.kind === 'subflow' && node.eventStarted) &&
		!(node.kind === 'link' && node.end === 'to');
	const ids = idsOf(reading);
	const start = ids.take('start');
	reading.nodes.unshift({ id: start, name: '', kind: 'start', fields: [], businessKey: '' });
	for (const node of top.filter(isFirst)) reading.edges.push(edgeBetween(ids, start, node.id));
	reading.use('no-start');
	reading.differs(reading.process, `The process has no start event: "${start}" has been added.`, 'Nothing to do.');
}

/** As many as a flow may have. */
const nodesMax = 2_000;

/** A token that is at a node without a way out has come to its end; where ends are drawn, each way needs one. */
function addEnds(reading: Reading): void {
	const ids = idsOf(reading);
	const sources = new Set(reading.edges.map(({ source }) => source));
	const marked = new Set(reading.marks.map(({ node }) => node));
	const scopesWithEnd = new Set([
		'',
		...reading.nodes.flatMap(({ kind, scope }) => (kind === 'end' ? [scope ?? ''] : [])),
	]);
	for (const node of [...reading.nodes]) {
		if (reading.nodes.length >= nodesMax) return;
		if (sources.has(node.id) || marked.has(node.id) || !scopesWithEnd.has(node.scope ?? '') || isLast(node)) continue;
		const end = ids.take(`${node.id.slice(0, 58)}_end`);
		reading.nodes.push({ id: end, name: '', kind: 'end', ...(node.scope === undefined ? {} : { scope: node.scope }) });
		reading.edges.push(edgeBetween(ids, node.id, end));
		const element = reading.elements.get(node.id);
		reading.use('no-end');
		reading.differs(
			element ?? reading.process,
			`No way leads on from here: the end "${end}" has been added.`,
			'Nothing to do.',
		);
	}
}

function isLast(node: FlowNode): boolean {
	if (node.kind === 'end') return true;
	if (node.kind === 'link') return node.end === 'from';
	return node.kind === 'subflow' && node.eventStarted;
}

function idsOf({ nodes, edges, model }: Reading): FreshIds {
	return new FreshIds([...nodes, ...edges].map(({ id }) => id).concat([...model.byId.keys()].map(plainId)));
}

function edgeBetween(ids: FreshIds, source: string, target: string): FlowEdge {
	const id = ids.take(`${source}--${target}`.slice(0, 64));
	return { id, source, target, name: '', condition: null, isDefault: false };
}

function markFaults(reading: Reading): void {
	const { elements } = reading;
	const remedy = 'Write it as FEEL.';
	for (const node of reading.nodes)
		for (const { text, reason } of faultsOfNode(node))
			reading.mark(elements.get(node.id) ?? reading.process, { node: node.id }, reason, remedy, JSON.stringify(text));
	for (const edge of reading.edges)
		for (const { text, reason } of faultsOfEdge(edge)) {
			const element = reading.model.byId.get(reading.origins.get(`edge:${edge.id}`)?.id ?? edge.id);
			reading.mark(element ?? reading.process, { edge: edge.id }, reason, remedy, JSON.stringify(text));
		}
}

/** Behind an event-based gateway stand things that wait. */
function markRaces(reading: Reading): void {
	const nodes = new Map(reading.nodes.map((node) => [node.id, node]));
	for (const race of reading.nodes) {
		if (race.kind !== 'event-race') continue;
		const element = reading.model.byId.get(reading.origins.get(`node:${race.id}`)?.id ?? race.id);
		for (const { source, target } of reading.edges) {
			const node = source === race.id ? nodes.get(target) : undefined;
			if (node === undefined || node.kind === 'catch') continue;
			const reason = `It leads to "${target}", which waits for nothing.`;
			reading.mark(
				element ?? reading.process,
				{ node: race.id },
				reason,
				'Lead it to catch events and receive tasks only.',
			);
		}
	}
}
