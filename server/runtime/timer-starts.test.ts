/** When a timer starts the next saga of its flow. */
import { describe, expect, test } from 'vitest';
import { following } from './timer-starts';

const due = (repeat: object | null, dueAtMs = 1_000) => ({
	flowId: 'report',
	version: 1,
	dueAtMs,
	repeat: repeat && JSON.stringify(repeat),
});

describe('what follows an occurrence', () => {
	test('is the next one after now', () => {
		expect(following(due({ every: 'PT1S', left: null }), 1_000)).toMatchObject({ dueAtMs: 2_000 });
	});

	test('passes over what was missed', () => {
		expect(following(due({ every: 'PT1S', left: null }), 60_500)).toMatchObject({ dueAtMs: 61_000 });
	});

	test('counts what was missed', () => {
		const next = following(due({ every: 'PT1S', left: 3 }), 2_500);
		expect(next.dueAtMs).toBe(3_000);
		expect(JSON.parse(next.repeat ?? '')).toEqual({ every: 'PT1S', left: 1 });
		expect(following(due({ every: 'PT1S', left: 3 }), 60_000)).toMatchObject({ dueAtMs: null, repeat: null });
	});

	test('is nothing behind the last one', () => {
		expect(following(due(null), 1_000)).toMatchObject({ dueAtMs: null, repeat: null });
	});
});
