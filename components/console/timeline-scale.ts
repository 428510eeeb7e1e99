/** Where an instant lies on the timeline, and where its hairlines stand: round spans, as many as have room. */
export interface TimelineScale {
	readonly from: number;
	readonly to: number;
	readonly ticks: readonly number[];
	/** Hairlines stand closer than a second. */
	readonly isFine: boolean;
	/** From 0 to 100. */
	percent(at: number): number;
}

const steps: readonly number[] = [
	10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
	1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
];
const spanMin = 500;
/** Room behind the last bar for its words. */
const roomBehind = 0.22;
/** A hairline so near to the end that its time would be cut off is left out. */
const roomForLabel = 0.05;

export function timelineScale(from: number, last: number, ticksMax: number): TimelineScale {
	const span = Math.max(spanMin, (last - from) * (1 + roomBehind));
	const to = from + span;
	const fitting = steps.find((step) => span / step <= ticksMax);
	const step = fitting ?? 86_400_000 * Math.ceil(span / 86_400_000 / ticksMax);
	const ticks: number[] = [];
	const lastLabelled = to - span * roomForLabel;
	for (let at = Math.ceil(from / step) * step; at <= lastLabelled; at += step) ticks.push(at);
	return {
		from,
		to,
		ticks,
		isFine: step < 1_000,
		percent: (at) => Math.min(100, Math.max(0, ((at - from) / span) * 100)),
	};
}
