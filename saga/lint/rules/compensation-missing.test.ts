import { expect, it } from 'vitest';
import { setCompensation } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) =>
	lint(flow).filter((problem) => problem.code === 'compensation-missing');

it.each(['a → b[harmless] → c[gap]', 'a → b[pivot] → c[retriable]'])('%s says how each step is undone', (text) =>
	expect(found(sketch(text))).toEqual([]),
);

it('asks for what is not said', () =>
	expect(found(sketch('a → b[unsaid]'))).toMatchObject([{ node: 'b', field: 'compensation' }]));

it('asks for the reason where nothing undoes it', () => {
	const flow = setCompensation(sketch('a'), 'a', { type: 'none', effect: 'gap', because: '  ' });
	expect(found(flow)).toMatchObject([{ node: 'a', field: 'compensation.because' }]);
});

it('does not ask for what lies behind the pivot', () => expect(found(sketch('a[pivot] → b[unsaid]'))).toEqual([]));

it('offers to add one, which then asks for its command', () => {
	const flow = sketch('a[unsaid]');
	const [problem] = found(flow);
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && lint(fixed).map(({ code, field }) => [code, field])).toEqual([
		['command-missing', 'compensation.command'],
	]);
});

it('asks for nothing inside a compensation, and of subflows, calls and approvals only what they began to say', () => {
	expect(found(sketch('a{b[unsaid]} → sub(c) → call(other) → ask=approve'))).toEqual([]);
	const empty = setCompensation(sketch('call(other)'), 'other', { type: 'scope', name: '' });
	expect(found(empty)).toMatchObject([{ node: 'other', message: expect.stringContaining('Nothing stands in') }]);
});
