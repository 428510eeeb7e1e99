import { describe, expect, it } from 'vitest';
import { newStep } from './edits/new-node';
import { addNode } from './edits/nodes';
import { mayConnect, mayHaveCondition, mayInsertOn, mayRemove } from './gestures';
import { sketch } from './sketch';

describe('gesture rules', () => {
	const flow = sketch('choose(x > 1: a, b) → c', { x: 1 });

	it.each([
		['end', 'a', 'Nothing comes after an end'],
		['a', 'start', 'Nothing comes before the start'],
		['a', 'a', 'cannot lead to itself'],
		['choice', 'a', 'already leads to a'],
		['a', 'c', 'Put a gateway after it'],
		['start', 'c', 'Put a gateway after it'],
		['gone', 'c', 'no longer in the flow'],
	])('%s → %s is refused: %s', (source, target, because) => {
		expect(mayConnect(flow, source, target)).toMatchObject({ ok: false, because: expect.stringContaining(because) });
	});

	it('lets a gateway lead on to several nodes and back', () => {
		expect(mayConnect(flow, 'choice', 'c')).toEqual({ ok: true });
		expect(mayConnect(flow, 'merge', 'a')).toEqual({ ok: true });
	});

	it('does not count the edge that is being moved', () => {
		const moved = flow.edges.find((edge) => edge.source === 'a')?.id ?? '';
		expect(mayConnect(flow, 'a', 'c', moved)).toEqual({ ok: true });
	});

	it('knows conditions only after a decision', () => {
		const sources = flow.edges.filter((edge) => mayHaveCondition(flow, edge.id).ok).map((edge) => edge.source);
		expect(sources).toEqual(['choice', 'choice', 'merge']);
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
});
