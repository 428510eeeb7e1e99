import { describe, expect, it } from 'vitest';
import { flowDefinitionSchema } from '../definition';
import { outgoingEdges } from '../queries/graph';
import { sketch } from '../sketch';
import { createFlow } from './create-flow';
import { newExclusive, newStep } from './new-node';
import { addCompensation, addNode, insertOnEdge, removeNodes, renameNode, setGateway, setStep } from './nodes';

const ways = (flow: ReturnType<typeof sketch>) => flow.edges.map((edge) => `${edge.source} → ${edge.target}`);

describe('nodes', () => {
	it('a new flow fits the schema and has a start and an end', () => {
		const flow = createFlow({ id: 'order', name: 'Order' });
		expect(flowDefinitionSchema.safeParse(flow).success).toBe(true);
		expect(flow.nodes.map((node) => node.kind)).toEqual(['start', 'end']);
	});

	it('names new nodes after their command, with a counter and without chance', () => {
		const flow = createFlow({ id: 'order', name: 'Order' });
		const first = addNode(flow, newStep(flow, { command: 'reserve-hotel' }), { x: 0, y: 0 });
		const second = addNode(first, newStep(first, { command: 'reserve-hotel' }), { x: 0, y: 0 });
		expect(second.nodes.slice(2).map((node) => [node.id, node.name])).toEqual([
			['reserve-hotel', 'Reserve hotel'],
			['reserve-hotel-2', 'Reserve hotel 2'],
		]);
	});

	it('leaves the definition it was given untouched', () => {
		const flow = sketch('a → b');
		const before = structuredClone(flow);
		removeNodes(renameNode(setStep(flow, 'a', { class: 'pivot' }), 'b', 'B'), ['a'], { heal: true });
		expect(flow).toEqual(before);
	});

	it('returns the same definition where an edit does not apply', () => {
		const flow = sketch('a → b');
		expect(renameNode(flow, 'nobody', 'x')).toBe(flow);
		expect(setStep(flow, 'start', { class: 'pivot' })).toBe(flow);
		expect(removeNodes(flow, ['nobody'])).toBe(flow);
		expect(insertOnEdge(flow, 'a', 'nowhere')).toBe(flow);
		expect(addCompensation(flow, 'a', 'other')).toBe(flow);
	});

	it('removes the edges and the layout of what it removes', () => {
		const flow = removeNodes(sketch('a → b → c'), ['b']);
		expect(ways(flow)).toEqual(['start → a', 'c → end']);
		expect(flow.layout.nodes).not.toHaveProperty('b');
	});

	it('heals a straight line, also over several nodes, and keeps the condition of the way', () => {
		expect(ways(removeNodes(sketch('a → b → c → d'), ['b', 'c'], { heal: true }))).toEqual([
			'start → a',
			'a → d',
			'd → end',
		]);
		const decided = removeNodes(sketch('choose(x > 1: a → b, _)', { x: 1 }), ['a'], { heal: true });
		expect(outgoingEdges(decided, 'choice').map((edge) => [edge.target, edge.condition])).toEqual([
			['b', 'x > 1'],
			['merge', null],
		]);
	});

	it('does not heal into a second edge between the same nodes', () => {
		const flow = removeNodes(sketch('choose(x > 1: a, _)', { x: 1 }), ['a'], { heal: true });
		expect(ways(flow)).toEqual(['start → choice', 'choice → merge', 'merge → end']);
	});

	it('drops a node on an edge', () => {
		const flow = sketch('a → b');
		const added = addNode(flow, newExclusive(flow), { x: 0, y: 0 });
		const edge = outgoingEdges(added, 'a')[0];
		expect(ways(insertOnEdge(added, 'decision', edge?.id ?? ''))).toEqual([
			'start → a',
			'a → decision',
			'b → end',
			'decision → b',
		]);
	});

	it('forgets conditions when a decision becomes a parallel gateway', () => {
		const flow = setGateway(sketch('choose(x > 1: a, b)', { x: 1 }), 'choice', { kind: 'parallel' });
		expect(outgoingEdges(flow, 'choice').map((edge) => [edge.condition, edge.isDefault])).toEqual([
			[null, false],
			[null, false],
		]);
	});
});
