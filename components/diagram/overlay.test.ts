import { expect, it } from 'vitest';
import { createOverlay, setMarks } from './overlay';

it('keeps the identity of marks that read the same, so that only changed nodes are drawn again', () => {
	const overlay = createOverlay();
	setMarks(overlay, {
		nodes: { a: { run: { state: 'running', words: 'sent' } }, b: { run: { state: 'done', words: 'done' } } },
		edges: {},
	});
	const before = overlay.getState().nodes;
	setMarks(overlay, {
		nodes: { a: { run: { state: 'done', words: 'done' } }, b: { run: { state: 'done', words: 'done' } } },
		edges: {},
	});
	const after = overlay.getState().nodes;
	expect(after.b).toBe(before.b);
	expect(after.a).not.toBe(before.a);
});

it('drops marks that are no longer set', () => {
	const overlay = createOverlay({ nodes: { a: {} }, edges: { e: { state: 'taken' } } });
	setMarks(overlay, { nodes: {}, edges: {} });
	expect(overlay.getState()).toEqual({ nodes: {}, edges: {} });
});
