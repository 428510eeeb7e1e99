import { expect, it } from 'vitest';
import { compiled } from '../compile/testing/drawn-flow';
import { sketch } from '../flow/sketch';
import { summarise } from './summary';
import { SagaRun } from './testing/saga-run';

it('a row tells each open place once, and whether a person is needed', () => {
	const run = SagaRun.started(compiled(sketch('fork(a, ask=approve, catch(paid "k"), call(f), a*xs)')), { xs: [1, 2] });
	expect(summarise(run.saga.state)).toEqual({
		status: 'running',
		steps: ['a', 'a-2', 'ask', 'f', 'paid'],
		stuck: false,
		incidents: 0,
	});
	const stuck = SagaRun.started(compiled(sketch('g=choose(x > 1: a, x < 0: b)')));
	expect(summarise(stuck.saga.state)).toEqual({ status: 'running', steps: [], stuck: true, incidents: 1 });
});
