/** A saga goes back only to where one token was alive: what ran beside it would have no place to go. */
import { describe, expect, it } from 'vitest';
import { compiled } from '../../compile/testing/drawn-flow';
import { sketch } from '../../flow/sketch';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { spec } from './spec';

const refused = 'operator undo-back-to b because "wrong" → refused other-token';

describe('undo back to a step, beside', () => {
	const beside: readonly [what: string, branch: string, until: string][] = [
		['a step', 'c', 'start\nreply a ok'],
		['an approval', 'approve', 'start\nreply a ok'],
		['a wait', 'catch(paid "k")', 'start\nreply a ok'],
		['a held token', 'choose(x > 1: c, x > 2: d)', 'start\nreply a ok'],
		['a token at a join', 'c', 'start\nreply c ok\nreply a ok'],
		['an undo that the flow orders', 's=sub(c → undo)', 'start\nreply s/c ok\nreply a ok'],
	];

	for (const [what, branch, until] of beside)
		spec(`O-11 ${what}`, sketch(`fork(${branch}, a → b)`, { x: 0 }), `${until}\n${refused}`);

	spec(
		'O-11 a called saga',
		[sketch('main: fork(call(child), a → b)'), sketch('child: x')],
		`
		start main
		reply a ok
		${refused}
	`,
	);
});

describe('a refusal to go back', () => {
	const backTo = (run: SagaRun, number: number) =>
		run.give({ type: 'operatorActed', action: { type: 'undoBackTo', run: number }, actor: 'Ada', reason: 'a test' });
	const started = (text: string) => SagaRun.started(compiled(sketch(text)));

	it('O-11 names the nearest earlier step to which it can go back', () => {
		const run = started('a → b → fork(c → d, e) → f');
		for (const number of [1, 2, 3]) run.reply(number, ok);
		expect(backTo(run, 5)).toMatchObject({
			code: 'other-token',
			message:
				'Another branch was under way when step run 5 was entered. The nearest earlier step to which it can go back is "b" (run 2).',
		});
	});

	it('O-11 or says that there is none', () => {
		const run = started('fork(a → b, c) → d');
		run.reply(1, ok);
		expect(backTo(run, 3)).toMatchObject({
			message: 'Another branch was under way when step run 3 was entered. It can be undone as a whole.',
		});
	});

	it('O-11 knows runs whose scope is gone, and those that never were', () => {
		const run = started('s=sub(a → b) → c');
		run.reply(2, ok);
		run.reply(3, ok);
		const message = (number: number) => `This saga has made no step run ${number} in the scope that is still open.`;
		for (const number of [2, 9])
			expect(backTo(run, number)).toMatchObject({ code: 'no-such-run', message: message(number) });
	});

	it('O-10 is the step at which it stands now no exception: it is undone and done anew', () => {
		const run = started('a → b');
		run.reply(1, ok);
		expect(backTo(run, 2)).toMatchObject({ kind: 'applied' });
		run.undoReply(2, ok);
		expect(run.saga.state.runs).toMatchObject([{ step: 'b', attempt: 1 }]);
		run.reply(run.saga.state.runs[0]?.run ?? 0, failed('NO'));
		expect(run.saga.state.undos).toMatchObject([{ step: 'a' }]);
	});
});
