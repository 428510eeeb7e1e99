import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '../../flow/definition';
import { setStep } from '../../flow/edits/nodes';
import type { KeptElement, Mark } from '../../flow/kept';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const mark: Mark = {
	kind: 'mark',
	id: 'Task_1',
	node: 'a',
	edge: null,
	text: null,
	reason: 'It is wrong.',
	remedy: 'Mend it.',
};
const element: KeptElement = {
	kind: 'element',
	id: 'Handler_1',
	element: 'bpmn:serviceTask',
	name: '',
	parent: 'process',
	level: 'error',
	reason: 'It undoes nothing.',
	remedy: 'Remove it.',
	xml: '',
	diagram: [],
	shapes: [],
	lines: [],
};
const found = (kept: readonly unknown[], flow = sketch('a')) =>
	lint({ ...flow, kept: JSON.parse(JSON.stringify(kept)) as FlowDefinition['kept'] }).filter(
		({ code }) => code === 'import-error',
	);

describe('import-error', () => {
	it('stands at the node and names the element of the file', () => {
		expect(found([mark])).toEqual([
			expect.objectContaining({ severity: 'error', node: 'a', message: 'Task_1: It is wrong. Mend it.' }),
		]);
	});

	it('is gone with what was wrong', () => {
		const named = { ...mark, text: '"command":"a"' };
		expect(found([named])).toHaveLength(1);
		expect(found([named], setStep(sketch('a'), 'a', { command: 'b' }))).toEqual([]);
		expect(found([{ ...mark, node: 'gone' }])).toEqual([]);
	});

	it('what is only kept blocks nothing, what is kept as an error does', () => {
		expect(found([{ ...element, level: 'kept' }])).toEqual([]);
		expect(found([element])).toEqual([
			expect.objectContaining({ node: null, message: expect.stringContaining('Handler_1') }),
		]);
	});

	it('records that nobody knows are left alone', () => expect(found([{ kind: 'later' }, 7])).toEqual([]));
});
