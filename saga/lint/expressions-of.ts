/** Every expression of a flow with its place, as drawn: for the rules that look into expressions. */
import { mapsAllVariables } from '../compile/compile-mapping';
import { isFeel } from '../compile/timer';
import type { EdgeId, FlowDefinition, FlowEdge, FlowNode } from '../flow/definition';
import type { EndNode } from '../flow/nodes/end';
import type { ReactionTrigger } from '../flow/nodes/event';
import type { Mapping } from '../flow/nodes/mapping';
import type { NodeId } from '../flow/nodes/node-base';
import type { PublishedEvent } from '../flow/nodes/publish';
import type { FlowGraph } from '../flow/queries/graph';
import { type ActivityNode, isActivity, isInCompensation } from '../flow/queries/scopes';
import { isLast } from '../flow/queries/ways';

export interface PlacedExpression {
	readonly source: string;
	readonly node: NodeId | null;
	readonly edge: EdgeId | null;
	readonly field: string;
	/** The node whose variables it may read; several: whichever of them was the last. */
	readonly readAt: readonly NodeId[];
	/** What it may read besides variables. */
	readonly extra: readonly string[];
	/** Whether it also reads what that node itself has stored. */
	readonly afterOutput: boolean;
}

export function expressionsOf(definition: FlowDefinition, graph: FlowGraph): readonly PlacedExpression[] {
	const withoutConditions = new Set(
		definition.nodes.filter(({ kind }) => kind === 'parallel' || kind === 'event-race').map((node) => node.id),
	);
	return [
		...definition.nodes.flatMap((node) => {
			const places = new Places(node, isInCompensation(graph.nodes, node) ? ['input', 'output'] : []);
			addNode(places, node, graph);
			return places.found;
		}),
		...definition.edges.flatMap((edge) => (withoutConditions.has(edge.source) ? [] : conditionOf(edge, graph))),
	];
}

function conditionOf(edge: FlowEdge, graph: FlowGraph): readonly PlacedExpression[] {
	const source = graph.nodes.get(edge.source);
	if (edge.condition === null || edge.isDefault || source === undefined) return [];
	const place = { node: null, edge: edge.id, field: 'condition', readAt: [edge.source], afterOutput: true };
	const extra = isInCompensation(graph.nodes, source) ? ['input', 'output'] : [];
	return [{ ...place, source: edge.condition, extra }];
}

class Places {
	readonly found: PlacedExpression[] = [];

	constructor(
		private readonly node: FlowNode,
		private readonly extra: readonly string[],
	) {}

	/** An empty one is missing, which is reported elsewhere. */
	add(source: string, field: string, more: Partial<PlacedExpression> = {}): void {
		if (source.trim() !== '') this.addAlways(source, field, more);
	}

	mapping(mapping: Mapping, field: string, more: Partial<PlacedExpression> = {}): void {
		mapping.forEach((entry, at) => {
			if (!mapsAllVariables(entry)) this.addAlways(entry.expression, `${field}.${at}.expression`, more);
		});
	}

	addAlways(source: string, field: string, { extra = [], ...more }: Partial<PlacedExpression>): void {
		const place = { node: this.node.id, edge: null, readAt: [this.node.id], afterOutput: false };
		this.found.push({ ...place, ...more, source, field, extra: [...this.extra, ...extra] });
	}
}

function addNode(places: Places, node: FlowNode, graph: FlowGraph): void {
	if (isActivity(node)) addActivity(places, node, graph);
	switch (node.kind) {
		case 'start':
			places.add(node.businessKey, 'businessKey');
			if (node.trigger?.type === 'timer') addTrigger(places, node.trigger, 'trigger');
			if (node.reaction !== undefined) addTrigger(places, node.reaction.on, 'reaction.on');
			return;
		case 'catch':
		case 'boundary':
			addTrigger(places, node.on, 'on');
			return;
		case 'publish':
			addThrown(places, node.event, 'event');
			return;
		case 'end':
			if (node.result !== undefined) addThrown(places, node.result, 'result');
			return;
		case 'assign':
			places.mapping(node.output, 'output');
			return;
		case 'step':
			places.add(node.park?.until?.key ?? '', 'park.until.key');
			return;
		default:
			return;
	}
}

function addTrigger(places: Places, on: ReactionTrigger, field: string): void {
	if (on.type === 'timer') {
		if (isFeel(on)) places.add(on.value, `${field}.value`);
		return;
	}
	if (on.type === 'message') places.add(on.key, `${field}.key`);
	places.mapping(on.output, `${field}.output`, { extra: [on.type === 'error' ? 'error' : 'event'] });
}

function addThrown(places: Places, thrown: PublishedEvent | NonNullable<EndNode['result']>, field: string): void {
	if ('key' in thrown) places.add(thrown.key, `${field}.key`);
	if ('input' in thrown) places.mapping(thrown.input, `${field}.input`);
}

function addActivity(places: Places, node: ActivityNode, graph: FlowGraph): void {
	places.mapping(node.input, 'input');
	const lasts = node.kind === 'subflow' ? (graph.inside.get(node.id) ?? []).filter((last) => isLast(graph, last)) : [];
	if (lasts.length > 0)
		places.mapping(node.output, 'output', { readAt: lasts.map((last) => last.id), afterOutput: true });
	else places.mapping(node.output, 'output', { extra: node.kind === 'subflow' ? [] : ['reply'] });
	if (node.compensation?.type === 'command')
		places.mapping(node.compensation.input, 'compensation.input', { extra: ['input', 'output'], afterOutput: true });
	if (node.forEach === undefined) return;
	places.add(node.forEach.collection, 'forEach.collection');
	const done = { afterOutput: true };
	places.add(node.forEach.completion, 'forEach.completion', done);
	const { result } = node.forEach;
	if (result !== null) places.addAlways(result.expression, 'forEach.result.expression', done);
}
