import { describe, expect, it } from 'vitest';
import type { FlowDefinition, FlowNode, NodeKind } from '../definition';
import { flowDefinitionSchema } from '../definition';
import { outgoingEdges } from '../queries/graph';
import { scopeOf } from '../queries/scopes';
import { sketch } from '../sketch';
import { duplicate } from './fragment';
import { newNode } from './new-node';
import { removeNodes, setCompensation, setForEach } from './nodes';
import { attachTo, furnish, moveToScope } from './scopes';

const made = <Kind extends NodeKind>(kind: Kind) => newNode(sketch('a'), kind) as Extract<FlowNode, { kind: Kind }>;

/** `a → b` beside an empty subflow `ship` and the subflow `inner` in it; an event on the border of `a`. */
function flow(): FlowDefinition {
	const drawn = sketch('a → b');
	return {
		...drawn,
		nodes: [
			...drawn.nodes,
			{ ...made('subflow'), id: 'ship' },
			{ ...made('subflow'), id: 'inner', scope: 'ship' },
			{ ...made('boundary'), id: 'late', attachedTo: 'a' },
		],
	};
}

const scopes = (definition: FlowDefinition) =>
	Object.fromEntries(definition.nodes.map((node) => [node.id, scopeOf(node)]));
const ways = (definition: FlowDefinition) => definition.edges.map((edge) => `${edge.source}→${edge.target}`);

describe('moving into a scope', () => {
	it('takes events on the border along and cuts what would cross it', () => {
		const moved = moveToScope(flow(), ['a'], 'inner');
		expect(scopes(moved)).toMatchObject({ a: 'inner', late: 'inner', b: '', ship: '' });
		expect(ways(moved)).toEqual(['b→end']);
	});

	it('keeps what runs between two moved nodes, and the nesting of a moved subflow', () => {
		const moved = moveToScope(moveToScope(flow(), ['a', 'b'], 'inner'), ['inner'], '');
		expect(scopes(moved)).toMatchObject({ a: 'inner', b: 'inner', inner: '' });
		expect(ways(moved)).toEqual(['a→b']);
	});

	it.each([
		['a subflow into itself', ['ship'], 'inner'],
		['the only start', ['start'], 'ship'],
		['a boundary event by itself', ['late'], 'ship'],
		['anything into a scope that does not exist', ['a'], 'a/undo'],
	])('does not move %s', (_what, ids, scope) => {
		const before = flow();
		expect(moveToScope(before, ids, scope)).toBe(before);
	});
});

describe('a scope of its own', () => {
	it('begins with a start that leads to an end; in an event-started subflow it reacts', () => {
		const furnished = furnish(flow(), 'inner', { x: 10, y: 20 });
		const inside = furnished.nodes.filter((node) => scopeOf(node) === 'inner');
		expect(inside.map((node) => node.kind)).toEqual(['start', 'end']);
		expect(outgoingEdges(furnished, inside[0]?.id ?? '').map((edge) => edge.target)).toEqual([inside[1]?.id]);
		expect(furnish(furnished, 'inner', { x: 0, y: 0 })).toBe(furnished);
		const watched: FlowDefinition = {
			...flow(),
			nodes: [...flow().nodes, { ...made('subflow'), id: 'watch', eventStarted: true }],
		};
		const start = furnish(watched, 'watch', { x: 0, y: 0 }).nodes.find((node) => scopeOf(node) === 'watch');
		expect(start?.kind === 'start' && start.reaction?.on.type).toBe('error');
	});

	it('undoes an activity until another way to undo it is chosen', () => {
		const chosen = setCompensation(flow(), 'a', { type: 'scope', name: 'Take back' });
		const furnished = furnish(chosen, 'a/undo', { x: 0, y: 0 });
		expect(furnished.nodes.filter((node) => scopeOf(node) === 'a/undo')).toHaveLength(2);
		const unsaid = setCompensation(furnished, 'a', null);
		expect(unsaid.nodes.filter((node) => scopeOf(node) === 'a/undo')).toHaveLength(0);
		expect(unsaid.nodes).toHaveLength(flow().nodes.length);
	});

	it('goes with its activity, and so do the events on its border', () => {
		const furnished = furnish(flow(), 'inner', { x: 0, y: 0 });
		const removed = removeNodes(furnished, ['ship', 'a'], { heal: true });
		expect(removed.nodes.map((node) => node.id)).toEqual(['start', 'end', 'b']);
		expect(ways(removed)).toEqual(['start→b', 'b→end']);
	});

	it('is copied with its activity, its nodes pointing to each other', () => {
		const furnished = furnish(furnish(flow(), 'inner', { x: 0, y: 0 }), 'nowhere', { x: 0, y: 0 });
		const { definition, nodes } = duplicate(furnished, ['ship', 'a']);
		expect(scopes(definition)).toMatchObject({ 'ship-2': '', 'inner-2': 'ship-2', 'start-3': 'inner-2' });
		const event = definition.nodes.find((node) => node.id === 'late-2');
		expect(event?.kind === 'boundary' && event.attachedTo).toBe('a-2');
		expect(nodes).toHaveLength(6);
		expect(flowDefinitionSchema.safeParse(definition).success).toBe(true);
	});
});

it('attaches a boundary event to another activity, in whose scope it then stands', () => {
	const inside = moveToScope(flow(), ['b'], 'ship');
	const moved = attachTo(inside, 'late', 'b');
	expect(moved.nodes.find((node) => node.id === 'late')).toMatchObject({ attachedTo: 'b', scope: 'ship' });
	expect(attachTo(moved, 'late', 'gone')).toBe(moved);
});

it('lets an activity be done once per element, and once again', () => {
	const forEach = {
		collection: 'items',
		element: 'item',
		mode: 'parallel',
		limit: null,
		completion: '',
		result: null,
	} as const;
	const each = setForEach(flow(), 'a', forEach);
	expect(each.nodes.find((node) => node.id === 'a')).toMatchObject({ forEach });
	const once = setForEach(each, 'a', null).nodes.find((node) => node.id === 'a');
	expect(once !== undefined && 'forEach' in once).toBe(false);
});
