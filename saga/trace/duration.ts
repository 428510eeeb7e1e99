/**
 * ISO 8601 durations of fixed length: weeks, days, hours, minutes, seconds. Years and months have none and are refused.
 */
const pattern = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?)$/;

/** Milliseconds, or null if the text is no such duration. */
export function durationMs(text: string): number | null {
	const match = pattern.exec(text);
	if (match === null || text === 'P' || text.endsWith('T')) return null;
	const [, weeks, days, hours, minutes, seconds] = match;
	const whole = (value: string | undefined, ms: number) => Math.round(Number(value ?? 0) * ms);
	return (
		whole(weeks, 604_800_000) +
		whole(days, 86_400_000) +
		whole(hours, 3_600_000) +
		whole(minutes, 60_000) +
		whole(seconds, 1_000)
	);
}

/** The shortest text that `durationMs` reads back as the same time. */
export function durationText(ms: number): string {
	if (ms === 0) return 'PT0S';
	const days = Math.floor(ms / 86_400_000);
	const hours = Math.floor((ms % 86_400_000) / 3_600_000);
	const minutes = Math.floor((ms % 3_600_000) / 60_000);
	const seconds = (ms % 60_000) / 1_000;
	const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
	return `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
