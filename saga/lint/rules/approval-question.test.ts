import { expect, it } from 'vitest';
import { setNode } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'approval-question');

it('an approval asks something', () => {
	expect(found('ask=approve')).toMatchObject([{ node: 'ask', severity: 'warning', field: 'question' }]);
	const flow = setNode(sketch('ask=approve'), 'approval', 'ask', { question: 'May we?' });
	expect(lint(flow).filter((problem) => problem.code === 'approval-question')).toEqual([]);
});
