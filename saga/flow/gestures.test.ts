import { describe, expect, it } from 'vitest';
import type { FlowDefinition, FlowNode } from './definition';
import { newNode, newStep } from './edits/new-node';
import { addNode } from './edits/nodes';
import { mayConnect, mayHaveCondition, mayInsertOn, mayRemove } from './gestures';
import { sketch } from './sketch';

const newSubflow = newNode(sketch('a'), 'subflow') as Extract<FlowNode, { kind: 'subflow' }>;
const newBoundary = newNode(sketch('a'), 'boundary') as Extract<FlowNode, { kind: 'boundary' }>;

describe('gesture rules', () => {
	const flow = sketch('choose(x > 1: a, b) → c', { x: 1 });

	it.each([
		['end', 'a', 'Nothing comes after an end'],
		['a', 'start', 'Nothing comes before the start'],
		['a', 'a', 'cannot lead to itself'],
		['choice', 'a', 'already leads to a'],
		['gone', 'c', 'no longer in the flow'],
	])('%s → %s is refused: %s', (source, target, because) => {
		expect(mayConnect(flow, source, target)).toMatchObject({ ok: false, because: expect.stringContaining(because) });
	});

	it('lets a step lead on to several nodes: they are taken as their conditions say', () => {
		expect(mayConnect(flow, 'a', 'c')).toEqual({ ok: true });
	});

	it('lets a gateway lead on to several nodes and back', () => {
		expect(mayConnect(flow, 'choice', 'c')).toEqual({ ok: true });
		expect(mayConnect(flow, 'merge', 'a')).toEqual({ ok: true });
	});

	it('does not count the edge that is being moved', () => {
		const moved = flow.edges.find((edge) => edge.source === 'a')?.id ?? '';
		expect(mayConnect(flow, 'a', 'c', moved)).toEqual({ ok: true });
	});

	it('knows no conditions where all ways are taken or an event decides', () => {
		const forked = sketch('fork(a, b)');
		const sources = forked.edges.filter((edge) => mayHaveCondition(forked, edge.id).ok).map((edge) => edge.source);
		expect(sources).toEqual(['start', 'a', 'b']);
	});

	it('lets no connection cross the border of a subflow, and none begin or end where an event decides', () => {
		const nested: FlowDefinition = {
			...flow,
			nodes: [
				...flow.nodes,
				{ ...newSubflow, id: 'ship' },
				{ ...newStep(flow, { name: 'Pack' }), id: 'pack', scope: 'ship' },
				{ ...newSubflow, id: 'watch', eventStarted: true },
				{ ...newBoundary, attachedTo: 'a' },
				{ id: 'jump', kind: 'link', name: 'Jump', end: 'from', link: 'x' },
			],
		};
		const because = (source: string, target: string) => {
			const verdict = mayConnect(nested, source, target);
			return verdict.ok ? null : verdict.because;
		};
		expect(because('a', 'ship')).toBeNull();
		expect(because('a', 'pack')).toContain('never crosses its border');
		expect(because('a', 'watch')).toContain('started by an event');
		expect(because('watch', 'a')).toContain('started by an event');
		expect(because('a', 'boundary')).toContain('started by its event');
		expect(because('boundary', 'b')).toBeNull();
		expect(because('a', 'jump')).toBeNull();
		expect(because('jump', 'a')).toContain('other end of the link');
	});

	it('keeps the last start', () => {
		expect(mayRemove(flow, 'start').ok).toBe(false);
		expect(mayRemove(flow, 'end').ok).toBe(true);
	});

	it('drops only a free node on an edge', () => {
		const edge = flow.edges.find((other) => other.source === 'c')?.id ?? '';
		const added = addNode(flow, newStep(flow), { x: 0, y: 0 });
		expect(mayInsertOn(added, 'step', edge)).toEqual({ ok: true });
		expect(mayInsertOn(added, 'a', edge).ok).toBe(false);
		expect(mayInsertOn(added, 'end', edge).ok).toBe(false);
	});

	it('leads an event race to waits of its own only', () => {
		const race = sketch('race(paid x: a, timer PT1H: b) → catch(shipped x) → c');
		expect(mayConnect(race, 'race', 'c')).toMatchObject({ ok: false, because: expect.stringContaining('is none') });
		expect(mayConnect(race, 'race', 'shipped')).toMatchObject({
			ok: false,
			because: expect.stringContaining('Another way'),
		});
		expect(mayConnect(race, 'a', 'paid')).toMatchObject({
			ok: false,
			because: expect.stringContaining('part of an event race'),
		});
		const free = addNode(race, newNode(race, 'catch'), { x: 0, y: 0 });
		const wait = free.nodes.at(-1)?.id ?? '';
		expect(mayConnect(free, 'race', wait)).toEqual({ ok: true });
		const toPaid = race.edges.find((edge) => edge.target === 'paid')?.id ?? '';
		expect(mayInsertOn(free, wait, toPaid)).toEqual({ ok: true });
		const step = addNode(race, newStep(race), { x: 0, y: 0 });
		expect(mayInsertOn(step, 'step', toPaid).ok).toBe(false);
	});
});
