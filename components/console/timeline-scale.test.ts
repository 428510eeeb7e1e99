import { describe, expect, it } from 'vitest';
import { timelineScale } from './timeline-scale';

describe('the scale of the timeline', () => {
	it('begins with the saga and leaves room behind the last bar', () => {
		const scale = timelineScale(1_000, 11_000, 9);
		expect(scale.percent(1_000)).toBe(0);
		expect(scale.percent(11_000)).toBeLessThan(85);
	});

	it.each([
		[3_000, 500],
		[41_000, 10_000],
		[3_600_000, 600_000],
		[40 * 86_400_000, 6 * 86_400_000],
	])('over %i ms has round hairlines, at most as many as have room', (span, step) => {
		const { ticks } = timelineScale(0, span, 9);
		expect(ticks.length).toBeLessThanOrEqual(9);
		expect((ticks[1] ?? 0) - (ticks[0] ?? 0)).toBe(step);
	});

	it('has a width even when nothing has taken any time', () => {
		expect(timelineScale(5, 5, 9).to).toBeGreaterThan(5);
	});
});
