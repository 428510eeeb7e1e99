import { describe, expect, it } from 'vitest';
import { newCompensation } from '../../flow/edits/new-node';
import { setStart, setStep } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

type Flow = ReturnType<typeof sketch>;
const found = (flow: Flow) => lint(flow).filter((problem) => problem.code === 'unknown-variable');
const reads = (flow: Flow, step: string, expression: string) =>
	setStep(flow, step, { input: [{ target: 'it', expression }] });
const stores = (flow: Flow, step: string, target: string) =>
	setStep(flow, step, { output: [{ target, expression: 'reply' }] });

it('start fields and what steps before have stored are known', () =>
	expect(found(reads(stores(sketch('a → b', { x: 1 }), 'a', 'trip.id'), 'b', 'trip.id + x'))).toEqual([]));

it('a variable that nothing stores is an error, and can be added to the start', () => {
	const flow = reads(sketch('a', { x: 1 }), 'a', 'order.total');
	const [problem] = found(flow);
	expect(problem).toMatchObject({ severity: 'error', node: 'a', field: 'input.0.expression' });
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && found(fixed)).toEqual([]);
});

it('so is one that is only stored later, or beside', () => {
	expect(found(reads(stores(sketch('a → b', { x: 1 }), 'b', 'y'), 'a', 'y'))).toMatchObject([
		{ severity: 'error', message: expect.stringContaining('b stores it') },
	]);
	expect(found(reads(stores(sketch('fork(a, b)', { x: 1 }), 'b', 'y'), 'a', 'y'))).toMatchObject([
		{ severity: 'error' },
	]);
});

describe('a start without fields, as after an import', () => {
	const flow = reads(reads(sketch('a → b'), 'a', 'order.total'), 'b', 'customer + order.id');

	it('tells nothing about what is given: any name is a warning that says so', () => {
		expect(found(flow)).toMatchObject([
			{ severity: 'warning', node: 'a', message: expect.stringContaining('the start declares no fields') },
			{ severity: 'warning', node: 'b', message: expect.stringContaining('"customer"') },
			{ severity: 'warning', node: 'b', message: expect.stringContaining('"order"') },
		]);
		expect(found(reads(stores(sketch('a → b'), 'b', 'y'), 'a', 'y'))).toMatchObject([
			{ severity: 'warning', message: expect.stringContaining('b stores it') },
		]);
	});

	it('can declare all that is read at once: with one field, the others would be errors', () => {
		const [problem] = found(flow);
		const [fix] = problem === undefined ? [] : fixesFor(flow, problem);
		expect(fix?.label).toBe('Add "order" and "customer" to the start');
		expect(fix && found(fix.apply(flow))).toEqual([]);
	});

	it('in a subflow means nothing: the flow has its own', () => {
		const inside = sketch('sub(a[in.it=unheard])', { x: 1 });
		expect(found(inside)).toMatchObject([{ severity: 'error', node: 'a' }]);
	});
});

it('one that only some ways store is a warning', () => {
	const flow = stores(sketch('choose(x > 1: a, b) → c', { x: 1 }), 'a', 'y');
	expect(found(reads(flow, 'c', 'y'))).toMatchObject([{ severity: 'warning', node: 'c' }]);
});

it('a join knows what each branch stored', () =>
	expect(found(reads(stores(sketch('fork(a, b) → c'), 'b', 'y'), 'c', 'y'))).toEqual([]));

it('reply, input and output are known where they mean something, and only there', () => {
	const flow = setStep(sketch('a'), 'a', {
		output: [{ target: 'y', expression: 'reply.id' }],
		compensation: {
			...newCompensation('undo-a'),
			input: [
				{ target: 'id', expression: 'input.id' },
				{ target: 'y', expression: 'if y = null then 1 else y' },
			],
		},
	});
	expect(found(flow)).toEqual([]);
	expect(found(reads(sketch('a'), 'a', 'reply.id'))).toHaveLength(1);
});

it('conditions and the business key are read, too', () => {
	expect(found(sketch('choose(z > 1: a, b)', { x: 1 }))).toMatchObject([{ edge: 'choice--a', field: 'condition' }]);
	expect(found(setStart(sketch('a'), 'start', { businessKey: 'order.id' }))).toMatchObject([
		{ node: 'start', field: 'businessKey' },
	]);
});

it.each([
	'catch(paid x)[out.y=event.y] → a[in.y=y]',
	'a*xs[each=it in.y=it.y in.n=loopCounter out.z=reply collect=all:z until=(z = 1)] → b[in.all=all]',
	's=sub(a[in.y=given out.z=reply])[in.given=x out.w=z] → b[in.w=w]',
	'a[out.y=reply]{b[in.y=input.y in.x=x]}',
	'a[out.y=reply]{b[in.y=y]}',
	'a<error NO [out.why=error.code]: b[in.why=why]>',
	'assign(y = 1) → (y > 1: a, else: b)',
	'a[out.y=reply] → (y > 1: b, else: c)',
	'sub(assign(y = x) → a[in.y=y])',
	'timer(x) → a',
])('%s knows what it reads', (text) => expect(found(sketch(text, { x: 1, xs: [] }))).toEqual([]));

it.each([
	['a*xs[each=it out.z=reply] → b[in.z=z]', 'b'],
	['s=sub(a[out.z=reply]) → b[in.z=z]', 'b'],
	['s=sub(a)[in.given=x] → b[in.y=given]', 'b'],
	['catch(paid y) → a', 'paid'],
	['a*xs[collect=all:reply] → b', 'a'],
	['timer(y) → a', 'timer'],
])('%s does not', (text, node) =>
	expect(found(sketch(text, { x: 1, xs: [] }))).toMatchObject([{ node, severity: 'error' }]),
);

it('where all keys of an object were stored, any name may be there', () => {
	const all = setStep(sketch('a → b', { x: 1 }), 'a', { output: [{ target: '*', expression: 'reply' }] });
	expect(found(reads(all, 'b', 'whatever'))).toEqual([]);
	expect(found(setStep(all, 'b', { input: [{ target: '*', expression: '*' }] }))).toEqual([]);
});
