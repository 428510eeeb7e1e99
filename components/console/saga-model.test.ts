import { describe, expect, it } from 'vitest';
import type { SagaSummary } from '@/contract/http/sagas';
import { bookTrip } from '@/demo/flows/book-trip';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { SagaId, SagaInput } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { transition } from '@/saga/engine/transition';
import { undoPlan } from '@/saga/engine/undo/undo-plan';
import { sagaMarks } from './saga-marks';
import { compiledOf, sagaModel, undoInputOf } from './saga-model';
import { retryOf } from './saga-retry';
import { stepFacts } from './step-facts';

const id = '01a20546-56a9-73cf-a165-8d31933e022a' as SagaId;
const compiled = compiledOf(bookTrip, 1);
if (compiled === null) throw new Error('the demo flow compiles');
const flow = compiled;

const start: SagaInput = {
	type: 'sagaStarted',
	sagaId: id,
	at: 0,
	businessKey: 'T-1',
	payload: {
		trip: { id: 'T-1', from: 'Hamburg', to: 'Lisbon', date: '2031-05-12', nights: 3, price: 890 },
		customer: { name: 'Ada', card: 'tok', cardExpires: '2031-08' },
		demo: { fail: null },
	},
};
const done = (run: number, at: number): SagaInput => ({
	type: 'replyReceived',
	run,
	attempt: 1,
	at,
	answer: { type: 'completed', output: { reservationId: `R-${run}` } },
});
const declined: SagaInput = {
	type: 'replyReceived',
	run: 4,
	attempt: 1,
	at: 50,
	answer: { type: 'failed', code: 'CARD_DECLINED', message: 'The card was declined.' },
};
const undone = (run: number, at: number): SagaInput => ({
	type: 'undoReplyReceived',
	run,
	attempt: 1,
	at,
	answer: { type: 'completed', output: null },
});
const silence = (at: number): SagaInput => ({ type: 'timeCame', at, repliesReadTo: at, unpublished: [] });

/** Plays inputs as the orchestrator does, and keeps its own ledger to compare with. */
function play(...inputs: SagaInput[]) {
	let saga: Saga | null = null;
	const ledger: LedgerEntry[] = [];
	const records: HistoryRecord[] = [];
	for (const input of inputs) {
		const result = transition(flow, saga, input, ledger);
		if (result.kind !== 'applied') throw new Error(`${input.type} was answered ${result.kind}`);
		saga = result.saga;
		ledger.push(...result.ledger);
		records.push({ seq: records.length + 1, at: input.at, input, entries: result.entries });
	}
	if (saga === null) throw new Error('a saga was started');
	const status = saga.state.status;
	const summary: SagaSummary = {
		id,
		flowId: 'book-trip',
		flowName: 'Book trip',
		flowVersion: 1,
		businessKey: 'T-1',
		status,
		suspended: false,
		steps: [],
		openIncidents: saga.state.incidents.length,
		startedAt: 0,
		updatedAt: 0,
		endedAt: null,
		refusal: null,
	};
	return { saga, ledger, model: sagaModel(flow, bookTrip, summary, records) };
}

const unwinding = [start, done(1, 10), done(2, 20), done(3, 30), declined];

describe("the page's model", () => {
	it.each([
		['while it runs', [start, done(1, 10)]],
		['while it unwinds', [...unwinding, undone(1, 60)]],
		[
			'when a run stayed without an answer',
			[start, done(1, 10), done(2, 20), silence(30_000), silence(60_000), silence(90_000)],
		],
		['when all is undone', [...unwinding, undone(1, 60), undone(2, 70), undone(3, 80)]],
	])('is what the engine has, from the history alone, %s', (_, inputs) => {
		const { saga, ledger, model } = play(...inputs);
		expect(model.saga).toEqual(saga);
		expect(model.ledger).toEqual(ledger);
		expect(model.plan).toEqual(undoPlan(flow, saga, ledger));
	});

	it('knows what an undo sends before it is sent', () => {
		expect(undoInputOf(play(start, done(1, 10)).model, 1)).toEqual({ tripId: 'T-1' });
	});
});

describe('the marks on the drawing', () => {
	it('show the three branches in flight, without undo numbers', () => {
		const { nodes, edges } = sagaMarks(play(start).model, false);
		for (const step of ['reserve-flight', 'reserve-hotel', 'reserve-car'])
			expect(nodes[step]).toEqual({ run: { state: 'running', words: 'waiting for an answer' } });
		expect(nodes['charge-card']).toBeUndefined();
		expect(Object.values(edges).filter(({ state }) => state === 'moving')).toHaveLength(3);
	});

	it('show the undo order as a preview when asked, what is in flight as conditional', () => {
		const { nodes } = sagaMarks(play(start, done(1, 10)).model, true);
		expect(nodes['reserve-flight']?.undo).toMatchObject({ order: 1, status: 'planned' });
		expect(nodes['reserve-hotel']?.undo).toMatchObject({ order: 1, status: 'conditional' });
	});

	it('show the undo order and its state once it unwinds', () => {
		const { nodes, edges } = sagaMarks(play(...unwinding, undone(1, 60)).model, false);
		expect(nodes['charge-card']?.run?.state).toBe('failed');
		expect(nodes['reserve-flight']?.undo).toMatchObject({ order: 1, status: 'undone' });
		expect(nodes['reserve-hotel']?.undo).toMatchObject({ order: 1, status: 'running' });
		expect(Object.values(edges).some(({ state }) => state === 'moving')).toBe(false);
	});

	it('say that what is suspended stands still', () => {
		const { model } = play(start);
		const held = { ...model, summary: { ...model.summary, suspended: true } };
		expect(sagaMarks(held, false).nodes['reserve-car']?.run).toEqual({ state: 'suspended', words: 'suspended' });
	});
});

describe('what is said of a step', () => {
	const facts = (model: ReturnType<typeof play>['model'], id: string) => {
		const step = flow.nodes.get(id);
		if (step?.kind !== 'step') throw new Error(`${id} is a step`);
		return stepFacts(model, step);
	};

	it('names what comes next while nothing has come', () => {
		const [run] = facts(play(start).model, 'reserve-hotel');
		expect(run?.next).toHaveLength(2);
		expect(run?.next[0]).toMatch(/^If hotel has not answered by .*, attempt 2 follows\.$/);
		expect(run?.next[1]).toContain('If attempt 3 stays without an answer, too');
	});

	it('gives what was sent, answered and is sent to undo it', () => {
		const [run] = facts(play(...unwinding).model, 'reserve-hotel');
		expect(run).toMatchObject({ output: { reservationId: 'R-2' }, commandKey: `${id}/2` });
		expect(run?.input).toMatchObject({ city: 'Lisbon' });
		expect(run?.undo).toMatchObject({ commandKey: `${id}/2/undo`, input: { tripId: 'T-1' } });
	});

	it('says in its words why a step failed', () => {
		expect(facts(play(...unwinding).model, 'charge-card')[0]?.failure).toBe('CARD_DECLINED: The card was declined.');
	});
});

describe('retrying a stuck undo', () => {
	const silent = [30_100, 60_200, 90_300].map(silence);
	const { model } = play(...unwinding, undone(1, 60), undone(3, 70), ...silent);
	const [incident] = model.story.incidents.values();
	if (incident === undefined) throw new Error('an incident is open');

	it('says what is sent to whom with which key', () => {
		expect(retryOf(model, incident)).toMatchObject({
			type: 'retry',
			run: 2,
			undo: true,
			title: 'Cancel room',
			participant: 'hotel',
			command: 'cancel-room',
			commandKey: `${id}/2/undo`,
			input: { tripId: 'T-1' },
		});
	});

	it('shows the undo as stuck, the step still as done', () => {
		expect(sagaMarks(model, false).nodes['reserve-hotel']).toMatchObject({
			run: { state: 'done' },
			undo: { status: 'stuck' },
		});
	});

	it('means nothing for answers that contradict each other', () => {
		expect(retryOf(model, { ...incident, kind: 'contradiction' })).toBeNull();
	});
});
