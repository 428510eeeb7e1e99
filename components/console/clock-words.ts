/** Instants and spans as the console prints them: local time, to the second; spans in the unit that tells them apart. */
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clockMs = new Intl.DateTimeFormat('en-GB', {
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	fractionalSecondDigits: 3,
});
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

export const clockTime = (at: number): string => clock.format(at);
export const clockTimeMs = (at: number): string => clockMs.format(at);
/** With date and zone: for hovers. */
export const fullTime = (at: number): string => full.format(at);

/** "38 ms", "1.1 s", "2 min 5 s", "3 h 10 min", "2 d 4 h": two units at most. */
export function spanWords(ms: number): string {
	const whole = Math.max(0, Math.round(ms));
	if (whole < 1_000) return `${whole} ms`;
	if (whole < 9_950) return `${(whole / 1_000).toFixed(1)} s`;
	const seconds = Math.round(whole / 1_000);
	if (seconds < 60) return `${seconds} s`;
	if (seconds < 3_600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
	const minutes = Math.floor(seconds / 60);
	if (minutes < 1_440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
	return pair(Math.floor(minutes / 1_440), 'd', Math.floor((minutes % 1_440) / 60), 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
