import { describe, expect, it } from 'vitest';
import { sketch } from '../flow/sketch';
import { printTrace } from '../trace/print-trace';
import { runTrace } from '../trace/run-trace';
import { playThrough } from './play-through';

const played = (...wishes: Parameters<typeof playThrough>) => printTrace(playThrough(...wishes)).split('\n');

describe('playing a flow through', () => {
	it('answers every command until the saga has ended', () =>
		expect(played(sketch('fork(a, b) → c'))).toEqual([
			'start      → send a, send b',
			'reply a ok → wait',
			'reply b ok → send c',
			'reply c ok → completed',
		]));

	it('lets one step fail and confirms what is undone', () =>
		expect(played(sketch('a → b'), { failing: 'b' })).toEqual([
			'start                    → send a',
			'reply a ok               → send b',
			'reply b failed REHEARSED → undo a, compensating',
			'undo-reply a ok          → compensated',
		]));

	it('takes the way that the payload decides', () =>
		expect(played(sketch('choose(x > 1: a, b)', { x: 1 }), { payload: { x: 2 } })[0]).toBe('start {"x":2} → send a'));

	it('stops at an incident', () =>
		expect(played(sketch('choose(x > 1: a, x > 2: b)', { x: 1 }))).toEqual(['start → incident no-path choice']));

	it('is a trace that passes', () => {
		const flow = sketch('a → fork(b, c → d)');
		expect(runTrace([flow], printTrace(playThrough(flow, { failing: 'd' }))).ok).toBe(true);
	});
});
