/** The start of a saga: what is refused, with which words, and what its first record holds. */
import { describe, expect, it } from 'vitest';
import { compiled } from '../compile/testing/drawn-flow';
import type { JsonObject } from '../expression/json';
import { setStart } from '../flow/edits/nodes';
import { sketch } from '../flow/sketch';
import type { SagaStarted } from './input';
import { refusal } from './refusal';
import { ok, SagaRun, sagaId } from './testing/saga-run';
import { transition } from './transition';

const plain = compiled(sketch('a'));
const withKey = (businessKey: string) => compiled(setStart(sketch('a'), 'start', { businessKey }));

function start(flow = plain, said: Partial<SagaStarted> = {}) {
	const run = new SagaRun(flow);
	const result = run.give({ type: 'sagaStarted', sagaId, payload: {}, businessKey: null, ...said });
	return result.kind === 'applied' ? run.entries[0] : result;
}

describe('D-01 the first record', () => {
	it('says which flow it is and what it began with', () => {
		expect(start(plain, { payload: { n: 1 } })).toStrictEqual({
			type: 'sagaStarted',
			flowId: 'sketch',
			version: 1,
			businessKey: null,
			payload: { n: 1 },
			start: 'start',
		});
	});

	it('and who has called it', () => {
		expect(start(plain, { parent: { sagaId, run: 7 } })).toMatchObject({ parent: { sagaId, run: 7 } });
	});
});

describe('its business key', () => {
	it('is the one that is given, though the flow could tell one', () => {
		expect(start(withKey('id'), { payload: { id: 'x' }, businessKey: 'given' })).toMatchObject({
			businessKey: 'given',
		});
		expect(start(withKey('id'), { payload: { id: 'x' } })).toMatchObject({ businessKey: 'x' });
	});

	it('may be nothing', () => {
		expect(start(withKey('id'), { payload: { id: null } })).toMatchObject({ businessKey: null });
	});

	it('has at most 200 characters', () => {
		expect(start(plain, { businessKey: 'k'.repeat(200) })).toMatchObject({ businessKey: 'k'.repeat(200) });
		expect(start(plain, { businessKey: 'k'.repeat(201) })).toEqual(
			refusal('payload', 'The business key is longer than 200 characters.', ''),
		);
	});

	it('must be a text or a number', () => {
		expect(start(withKey('id'), { payload: { id: [1] } })).toEqual(
			refusal('payload', 'The business key must be a text or a number, but id is list.', ''),
		);
	});

	it('must be something that can be evaluated', () => {
		expect(start(withKey('[1..3]'))).toMatchObject({
			code: 'payload',
			message: expect.stringMatching(/^The business key cannot be evaluated: ./),
		});
	});
});

describe('its payload', () => {
	const fields = [
		{ name: 'paid', type: 'boolean' as const, required: false, sample: true },
		{ name: 'id', type: 'text' as const, required: true, sample: 'x' },
	];
	const flow = compiled(setStart(sketch('a'), 'start', { fields }));

	it('is taken as it is where it has what is asked for', () => {
		const payload = { paid: false, id: 'x', more: [1] };
		expect(start(flow, { payload })).toMatchObject({ payload });
	});

	it('may lack what is not required, also by null', () => {
		expect(start(flow, { payload: { paid: null, id: 'x' } })).toMatchObject({ type: 'sagaStarted' });
	});

	it.each([
		[{ id: null }, '"id" is missing: it must be given as text.', 'id'],
		[{}, '"id" is missing: it must be given as text.', 'id'],
		[{ id: true }, '"id" is boolean: it must be text.', 'id'],
		[{ id: 'x', paid: 1 }, '"paid" is number: it must be boolean.', 'paid'],
		[[], 'The payload must be an object.', ''],
		[null, 'The payload must be an object.', ''],
	])('%j is refused', (payload, message, path) => {
		expect(start(flow, { payload: payload as JsonObject })).toEqual(refusal('payload', message, path));
	});
});

describe('what is not a start', () => {
	const reply = { type: 'replyReceived', run: 1, attempt: 1, answer: ok, at: 0 } as const;

	it('is refused as long as there is no saga', () => {
		expect(transition(plain, null, reply, [])).toStrictEqual({
			kind: 'refused',
			code: 'status',
			message: 'This saga has not been started, or is not known here.',
		});
	});

	it('and a saga starts once', () => {
		expect(SagaRun.started(plain).give({ type: 'sagaStarted', sagaId, payload: {}, businessKey: null })).toStrictEqual({
			kind: 'refused',
			code: 'status',
			message: 'This saga has been started already.',
		});
	});
});

it('what starts needs no ledger, though it may end at once', () => {
	const input = { type: 'sagaStarted', sagaId, payload: {}, businessKey: null, at: 0 } as const;
	const result = transition(compiled(sketch('end(error NO)')), null, input, null);
	expect(result).toMatchObject({ kind: 'applied', saga: { state: { status: 'compensated' } } });
});
