/** What people are told of waits, races, approvals, calls, subflows, for-each, throws and what operators do to them. */
import { describe, expect, it } from 'vitest';
import { compiled } from '../../compile/testing/drawn-flow';
import type { JsonObject } from '../../expression/json';
import type { FlowDefinition } from '../../flow/definition';
import { sketch } from '../../flow/sketch';
import type { OperatorAction } from '../input';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { describeEntry } from './describe-entry';
import { describeSaga } from './describe-saga';
import { diagramState } from './diagram-state';
import { sagaNames } from './saga-names';
import { timeline } from './timeline';

class Told {
	readonly run: SagaRun;

	constructor(
		readonly definition: FlowDefinition,
		payload: JsonObject = {},
	) {
		this.run = SagaRun.started(compiled(definition), payload);
	}

	act(action: OperatorAction): this {
		const result = this.run.give({ type: 'operatorActed', action, actor: 'Ada', reason: 'so it is' });
		expect(result.kind).toBe('applied');
		return this;
	}

	get sentence(): string {
		return this.described.sentence.map(({ text }) => text).join('');
	}

	get waitingFor() {
		return this.described.waitingFor;
	}

	get states() {
		const { nodes } = diagramState(this.run.records, this.definition);
		return Object.fromEntries(Object.entries(nodes).map(([id, { state }]) => [id, state]));
	}

	get nodes() {
		return diagramState(this.run.records, this.definition).nodes;
	}

	get undos() {
		const { undos } = diagramState(this.run.records);
		return Object.fromEntries(Object.entries(undos).map(([id, { state }]) => [id, state]));
	}

	get bars() {
		return timeline(this.run.records).bars.map(({ kind, step, outcome }) => `${kind} ${step} ${outcome}`);
	}

	private get described() {
		return describeSaga(sagaNames(this.definition.nodes, this.run.records), this.run.records);
	}
}

const told = (text: string, payload: JsonObject = {}) => new Told(sketch(text, payload as never), payload);
const take = ({ run }: Told, name: string, key: string) => {
	const open = run.saga.state.subscriptions.find(({ on }) => on.type === 'message' && on.name === name);
	if (open === undefined) throw new Error(`Nothing waits for ${name}`);
	const event = { id: 'E-1', name, key, payload: {} };
	return run.give({ type: 'eventReceived', subscription: open.subscription, event });
};

describe('a wait', () => {
	it('says for which message and key', () => {
		const saga = told('a → catch(paid "4711")');
		saga.run.reply(1, ok);
		expect(saga.sentence).toBe('Waiting for paid (4711).');
		expect(saga.states).toMatchObject({ a: 'done', paid: 'awaiting' });
		expect(saga.waitingFor).toMatchObject([{ for: 'event', node: 'paid', until: null }]);
	});

	it('that is a race says until when', () => {
		const saga = told('race(paid "4711": a, timer PT1H: b)');
		const due = saga.run.at + 3_600_000;
		expect(saga.sentence).toBe(`Waiting for paid (4711) until ${new Date(due).toISOString().slice(11, 16)}.`);
		expect(saga.waitingFor).toMatchObject([{ for: 'event', until: due }]);
		take(saga, 'paid', '4711');
		expect(saga.states).toMatchObject({ race: 'done', paid: 'done', a: 'running' });
		expect(saga.states.b).toBeUndefined();
		expect(saga.bars).toEqual(['wait race done', 'run a open']);
	});

	it('for time alone is told by its instant', () => {
		const saga = told('timer(PT1H)');
		expect(saga.sentence).toMatch(/^Waiting until \d\d:\d\d\.$/);
	});

	it('is left when the saga unwinds', () => {
		const saga = told('fork(a[once], catch(paid "1"))');
		saga.run.reply(1, failed('NO'));
		expect(saga.states).toMatchObject({ paid: 'left' });
	});
});

describe('an approval', () => {
	it('says who is to decide, and shows that it is asked', () => {
		const definition = sketch('ask=approve → a');
		const nodes = definition.nodes.map((node) =>
			node.kind === 'approval' ? { ...node, name: 'Refund', candidates: 'the billing team' } : node,
		);
		const saga = new Told({ ...definition, nodes });
		expect(saga.sentence).toBe('Waits for the billing team to decide: Refund.');
		expect(saga.states).toMatchObject({ ask: 'asking' });
		expect(saga.waitingFor).toMatchObject([{ for: 'approval', run: 1, candidates: 'the billing team' }]);
		saga.run.give({ type: 'approvalAnswered', run: 1, output: { ok: true }, actor: 'Ada' });
		expect(saga.states).toMatchObject({ ask: 'done', a: 'running' });
	});
});

describe('scopes', () => {
	it('count the elements of a for-each', () => {
		const saga = told('book*rooms', { rooms: [1, 2, 3] });
		const open = () => saga.run.saga.state.runs.map(({ run }) => run);
		expect(saga.sentence).toBe('Waiting for book (0 of 3 done).');
		saga.run.reply(open()[0] ?? 0, ok);
		expect(saga.sentence).toBe('Waiting for book (1 of 3 done).');
		expect(saga.nodes.book).toMatchObject({ state: 'inside', progress: { done: 1, of: 3 } });
		for (const run of open()) saga.run.reply(run, ok);
		expect(saga.nodes.book).toMatchObject({ state: 'done', progress: { done: 3, of: 3 } });
	});

	it('show what is inside, and what was left with them', () => {
		const saga = told('s=sub(a → b)<stop=stop "1": c>');
		expect(saga.states).toMatchObject({ s: 'inside', a: 'running', stop: 'listening' });
		take(saga, 'stop', '1');
		expect(saga.states).toMatchObject({ s: 'left', a: 'abandoned', stop: 'done', c: 'running' });
		expect(saga.undos).toEqual({ a: 'running' });
	});

	it('list what still stands at the end', () => {
		const saga = told('s=sub(a → b)<stop=stop "1": c>');
		saga.run.reply(saga.run.saga.state.runs[0]?.run ?? 0, ok);
		take(saga, 'stop', '1');
		const [b, c] = [saga.run.saga.state.undos[0], saga.run.saga.state.runs[0]];
		saga.run.undoReply(b?.run ?? 0, ok);
		saga.run.reply(c?.run ?? 0, ok);
		expect(saga.sentence).toBe('Completed: every step on its way is done. Still standing: a.');
	});
});

describe('a call', () => {
	it('names the saga that it waits for', () => {
		const saga = told('call(shipping) → a');
		const { run, child } = saga.run.saga.state.calls[0] ?? { run: 0, child: '' as never };
		expect(saga.sentence).toBe('Waiting for the called saga of shipping.');
		expect(saga.waitingFor).toMatchObject([{ for: 'call', run, child }]);
		expect(saga.states).toMatchObject({ shipping: 'calling' });
		const ended = { type: 'childEnded', run, child, status: 'completed', code: null, message: '', output: {} } as const;
		saga.run.give(ended);
		expect(saga.states).toMatchObject({ shipping: 'done', a: 'running' });
	});
});

describe('undos that the flow or a person orders', () => {
	it('are shown while the saga runs on', () => {
		const saga = told('a → undo(a) → b');
		saga.run.reply(1, ok);
		expect(saga.sentence).toBe('Undoing 1 step, then it goes on.');
		expect(saga.undos).toEqual({ a: 'running' });
		expect(saga.states).toMatchObject({ undo: 'undoing' });
	});

	it('say where the saga goes back to', () => {
		const saga = told('a → b → c');
		saga.run.reply(1, ok);
		saga.run.reply(2, ok);
		saga.act({ type: 'undoBackTo', run: 2 });
		expect(saga.sentence).toBe('Undoing 2 steps, to go back to before b.');
		saga.run.undoReply(3, ok);
		expect(saga.sentence).toBe('Undoing 2 steps; 1 done, to go back to before b.');
		saga.run.undoReply(2, ok);
		expect(saga.sentence).toBe('Waiting for b (run 2).');
	});
});

describe('what operators do', () => {
	it('shows that it is suspended, and what waits meanwhile', () => {
		const saga = told('a').act({ type: 'suspend' });
		expect(saga.sentence).toBe('Suspended: nothing goes on until it is resumed. Waiting for a.');
		saga.run.reply(1, ok);
		expect(saga.sentence).toBe('Suspended; 1 input kept for later. Waiting for a.');
		saga.act({ type: 'resume' });
		expect(saga.sentence).toBe('Completed: every step on its way is done.');
	});

	it('says what a cancellation left', () => {
		const saga = told('a → b');
		saga.run.reply(1, ok);
		saga.act({ type: 'cancelWithoutUndo' });
		expect(saga.sentence).toBe('Cancelled without undo. Still standing: a and b.');
		expect(saga.states).toMatchObject({ a: 'done', b: 'abandoned' });
	});

	it('has a plain sentence for each act', () => {
		const saga = told('a → catch(paid "1") → b');
		saga.run.reply(1, ok);
		saga.act({ type: 'moveToken', run: 2, from: null, to: 'b' });
		const names = sagaNames(saga.definition.nodes, saga.run.records);
		const said = saga.run.records.at(-1)?.entries.map((entry) => describeEntry(names, entry)) ?? [];
		expect(said.slice(0, 3)).toEqual([
			'Ada moved the token of paid: so it is',
			'paid was left.',
			'The token was put before b.',
		]);
	});
});

describe('a parked step', () => {
	it('says what it waits for', () => {
		const saga = told('a[once park=1h]');
		saga.run.reply(1, failed('NO'));
		expect(saga.states).toMatchObject({ a: 'parked' });
		expect(saga.sentence).toMatch(/^a is parked: it waits to be tried again until \d\d:\d\d\.$/);
	});
});
