import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { newNode, newStep } from '@/saga/flow/edits/new-node';
import { addNode } from '@/saga/flow/edits/nodes';
import { undoOrderAt } from '@/saga/flow/queries/undo-order-at';
import { designerMarks, undoPreview, waveWords } from './undo-preview';

function trip(): FlowDefinition {
	let flow = createFlow({ id: 'trip', name: 'Trip' });
	const at = { x: 0, y: 0 };
	for (const id of ['fork', 'join']) flow = addNode(flow, { ...newNode(flow, 'parallel'), id }, at);
	for (const name of ['Flight', 'Hotel', 'Charge']) flow = addNode(flow, newStep(flow, { name, undo: 'undo' }), at);
	const ways = ['start fork', 'fork flight', 'fork hotel', 'flight join', 'hotel join', 'join charge', 'charge end'];
	return ways.map((way) => way.split(' ')).reduce((now, [from = '', to = '']) => connect(now, from, to), flow);
}

const previewOf = (id: string) => undoPreview(trip(), id, undoOrderAt(trip(), id));

describe('undo preview', () => {
	it('says which steps are undone at once if a step fails', () => {
		const preview = previewOf('charge');
		expect(preview?.waves.map(waveWords)).toEqual(['Flight, Hotel, all at once']);
	});

	it('says what is undone only if it has run', () => {
		expect(previewOf('flight')?.waves.map(waveWords)).toEqual(['Hotel, if it has run']);
	});

	it('has nothing to say about gateways', () => {
		expect(previewOf('fork')).toBeNull();
	});

	it('lays problems and numbers over one drawing', () => {
		const problem = { code: 'x', severity: 'warning' as const, message: '', node: 'flight', edge: null, field: null };
		const marks = designerMarks([problem, problem], previewOf('charge'));
		expect(marks.nodes.flight).toMatchObject({
			problems: { errors: 0, warnings: 2 },
			undo: { order: 1, status: 'planned' },
		});
		expect(marks.nodes.hotel?.problems).toBeUndefined();
	});
});
