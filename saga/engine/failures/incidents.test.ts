/** What stops a saga until a person acts, and how it goes on then. */
import { describe, expect, it } from 'vitest';
import { compiled, drawnEdges, drawnFlow, drawnNode, drawnStep, linearFlow } from '../../compile/testing/drawn-flow';
import { summarise } from '../summary';
import { failed, ok, SagaRun, sent } from '../testing/saga-run';
import { incidentChanges } from './incident-changes';

const end = drawnNode('end', 'end');
const linear = compiled(linearFlow([drawnStep('a'), drawnStep('b'), drawnStep('c')]));

describe('incidents', () => {
	it('keeps a run whose message the broker refuses, and sends it again when told to', () => {
		const run = SagaRun.started(linear);
		run.give({ type: 'sendRefused', run: 1, undo: false, attempt: 1, reason: 'too large' });
		expect(summarise(run.saga.state)).toEqual({ status: 'running', steps: ['a'], stuck: true, incidents: 1 });
		const action = { type: 'retry', run: 1, undo: false, changedInput: { small: true } } as const;
		run.give({ type: 'operatorActed', action, actor: 'ann', reason: 'made it smaller' });
		expect(run.effects.at(-1)).toMatchObject({ attempt: 2, payload: { small: true } });
		const { opened, resolved } = incidentChanges(run.entries);
		expect(opened).toMatchObject([{ incident: 1, kind: 'cannot-send', run: 1 }]);
		expect(resolved).toMatchObject([{ incident: 1, by: 'retry' }]);
	});

	it('holds the token of a step whose reply cannot be stored, and stores it on retry', () => {
		const mapping = [{ target: 'total', expression: 'reply.price * factor' }];
		const flow = compiled(
			drawnFlow(
				[
					drawnNode('parallel', 'split'),
					drawnStep('a', { output: [{ target: 'x', expression: 'string join(for i in 1..200000 return "x")' }] }),
					drawnStep('b', { output: mapping }),
					drawnNode('parallel', 'join'),
					end,
				],
				drawnEdges('start > split', 'split > a', 'split > b', 'a > join', 'b > join', 'join > end'),
			),
		);
		const run = SagaRun.started(flow, { factor: 2 });
		run.reply(1, ok);
		expect(run.saga.state.incidents).toMatchObject([{ kind: 'expression', run: 1, node: 'a' }]);
		run.reply(2, { type: 'completed', output: { price: 3 } });
		expect(run.saga.variables['']).toMatchObject({ total: 6 });
		run.give({ type: 'operatorActed', action: { type: 'retryNode', node: 'a' }, actor: 'ann', reason: 'again' });
		expect(run.saga.state.incidents).toMatchObject([{ incident: 2, kind: 'expression', run: 1 }]);
		expect(run.saga.state.status).toBe('running');
	});

	it('stops at a decision without a way, and goes on when the data allow it', () => {
		const flow = compiled(
			drawnFlow(
				[
					drawnNode('parallel', 'split'),
					drawnStep('a', { output: [{ target: 'ready', expression: 'true' }] }),
					drawnNode('exclusive', 'x'),
					drawnStep('b'),
					drawnNode('parallel', 'join'),
					end,
				],
				drawnEdges(
					'start > split',
					'split > a',
					'split > x',
					'x > b if ready',
					'x > b if ready = false and late',
					'a > join',
					'b > join',
					'join > end',
				),
			),
		);
		const run = SagaRun.started(flow, { ready: false, late: false });
		expect(run.saga.state.incidents).toMatchObject([{ kind: 'no-path', node: 'x', run: null }]);
		run.reply(1, ok);
		run.give({ type: 'operatorActed', action: { type: 'retryNode', node: 'x' }, actor: 'ann', reason: 'it is ready' });
		expect(run.saga.state.incidents).toEqual([]);
		expect(sent(run)).toEqual(['do-a@1', 'do-b@1']);
	});

	it('says when tokens wait for each other for ever', () => {
		const flow = compiled(
			drawnFlow(
				[drawnNode('exclusive', 'x'), drawnStep('a'), drawnStep('b'), drawnNode('parallel', 'join'), end],
				drawnEdges('start > x', 'x > a if true', 'x > b else', 'a > join', 'b > join', 'join > end'),
			),
		);
		const run = SagaRun.started(flow);
		run.reply(1, ok);
		expect(run.saga.state.incidents).toMatchObject([{ kind: 'deadlock', node: 'join', run: null }]);
	});

	it('opens an undo whose command cannot be made, and takes one written by hand', () => {
		const tooMuch = [{ target: 'x', expression: 'string join(for i in 1..200000 return "x")' }];
		const step = drawnStep('a');
		const compensation = step.compensation?.type === 'command' ? { ...step.compensation, input: tooMuch } : null;
		const run = SagaRun.started(compiled(linearFlow([{ ...step, compensation }, drawnStep('b')])));
		run.reply(1, ok);
		run.reply(2, failed('NO'));
		expect(run.saga.state.incidents).toMatchObject([{ kind: 'undo-stuck', run: 1 }]);
		const action = { type: 'retry', run: 1, undo: true, changedInput: { byHand: 1 } } as const;
		run.give({ type: 'operatorActed', action, actor: 'ann', reason: 'written by hand' });
		expect(run.effects.at(-1)).toMatchObject({ type: 'sendUndo', attempt: 1, payload: { byHand: 1 } });
		run.wait(60_000);
		expect(run.effects.at(-1)).toMatchObject({ type: 'sendUndo', attempt: 2, payload: { byHand: 1 } });
		run.undoReply(1, ok, 2);
		expect(run.saga.state.status).toBe('compensated');
	});
});
