/** What a person enters, and what becomes of it. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import type { JsonObject } from '../../expression/json';
import { changeNode } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { numberOf, refused, startedSketch } from '../testing/operate';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { entriesOf } from './entries-of';
import { spec } from './spec';

const tooDeep = () => {
	let value: JsonObject = {};
	for (let depth = 0; depth < 40; depth += 1) value = { value };
	return value;
};

function answer(saga: SagaRun, run: number, output: JsonObject) {
	return saga.give({ type: 'approvalAnswered', run, output, actor: 'ann' });
}

describe('an approval', () => {
	it('D-03 is answered once, and only where it is open', () => {
		const saga = startedSketch('fork(ask=approve, a)');
		const run = numberOf(saga, 'ask');
		const notOpen = (number: number) =>
			`not-open: Approval ${number} is not open: it has been answered, or the saga went on without it.`;
		expect(refused(answer(saga, numberOf(saga, 'a'), {}))).toBe(notOpen(numberOf(saga, 'a')));
		answer(saga, run, { ok: true });
		expect(entriesOf(saga, 'approvalAnswered')).toEqual([
			{
				type: 'approvalAnswered',
				run,
				node: 'ask',
				output: { ok: true },
				actor: 'ann',
				undo: { type: 'none', effect: 'harmless', because: '' },
			},
		]);
		expect(refused(answer(saga, run, { ok: true }))).toBe(notOpen(run));
	});

	it('D-03 asks for its fields, and takes nothing else for them', () => {
		const flow = changeNode(sketch('ask=approve → a'), 'ask', 'approval', (ask) => ({
			...ask,
			fields: [{ name: 'ok', type: 'boolean', required: true, sample: true }],
		}));
		const compiled = compile(flow, 1);
		if (!compiled.ok) throw new Error('It cannot run.');
		const saga = SagaRun.started(compiled.flow);
		expect(refused(answer(saga, 1, {}))).toBe('payload: "ok" is missing: it must be given as boolean.');
		expect(refused(answer(saga, 1, { ok: 'yes' }))).toBe('payload: "ok" is text: it must be boolean.');
		expect(refused(answer(saga, 1, { ok: true }))).toBe('applied');
	});

	it('D-04 takes no answer that cannot be stored', () => {
		const saga = startedSketch('ask=approve');
		const result = answer(saga, 1, tooDeep());
		expect(refused(result)).toMatch(/^payload: The answer cannot be taken: .+\.$/);
		expect(saga.saga.state.approvals.map(({ node }) => node)).toEqual(['ask']);
	});

	it('D-07 is not asked where what it asks cannot be made', () => {
		const saga = startedSketch('fork(a, s=sub(ask=approve[in.n=[1..3]]))');
		expect(entriesOf(saga, 'approvalOpened')).toEqual([]);
		expect(entriesOf(saga, 'incidentOpened')).toEqual([
			{
				type: 'incidentOpened',
				scope: numberOf(saga, 's'),
				incident: 1,
				kind: 'expression',
				run: null,
				node: 'ask',
				message:
					'What "ask" asks could not be made: "n": The result cannot be stored: it is no value of JSON (a range, a function or the like). Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
			},
		]);
	});

	it('D-07 keeps its token with what was entered, where that cannot be stored', () => {
		const saga = startedSketch('ask=approve[out.n=[1..3]] → a');
		answer(saga, 1, { ok: true });
		expect(entriesOf(saga, 'incidentOpened')).toEqual([
			{
				type: 'incidentOpened',
				incident: 1,
				kind: 'expression',
				run: 1,
				node: 'ask',
				message:
					'"ask" is done, but the answer could not be stored: "n": The result cannot be stored: it is no value of JSON (a range, a function or the like). Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
				held: { output: { ok: true }, merged: false },
			},
		]);
		expect(saga.saga.state.held).toMatchObject([{ run: 1, node: 'ask', output: { ok: true } }]);
	});

	it('U-16 has no entry in a compensation', () => {
		const saga = startedSketch('a{ask=approve} → b');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		const run = numberOf(saga, 'ask');
		answer(saga, run, {});
		expect(entriesOf(saga, 'approvalAnswered')).toEqual([
			{ type: 'approvalAnswered', run, node: 'ask', output: {}, actor: 'ann' },
		]);
		expect(saga.saga.state.status).toBe('compensated');
	});

	spec(
		'U-06 that a flow can undo is undone with what was entered',
		sketch('ask=approve[undo=tell undo.n=output.n] → a'),
		`
		start
		approve ask {"n": 3} → send a
		reply a failed NO    → undo ask {"n": 3}, compensating
	`,
	);
});
