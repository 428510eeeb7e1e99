/** Durations of timers as people write them, and ISO 8601 texts in words. */
import { readDuration as readIso } from '@/saga/compile/timer-text';
import { durationWords, readDuration } from '../../diagram/duration-words';

/** `5 min` → `PT5M`; null: it is no such text (an expression, ISO 8601 already). */
export function isoDuration(text: string): string | null {
	const ms = readDuration(text);
	if (ms === null || ms === 0) return null;
	const days = Math.floor(ms / 86_400_000);
	const rest = ms - days * 86_400_000;
	const parts: readonly (readonly [number, string])[] = [
		[Math.floor(rest / 3_600_000), 'H'],
		[Math.floor((rest % 3_600_000) / 60_000), 'M'],
		[(rest % 60_000) / 1_000, 'S'],
	];
	const time = parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
	return `P${days === 0 ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}

/** `PT5M` → `5 min`; null: it is no ISO 8601 duration. */
export function isoWords(text: string): string | null {
	const duration = readIso(text.trim());
	if (duration === null) return null;
	const { months, ms } = duration;
	const monthWords = months === 0 ? '' : `${months} ${months === 1 ? 'month' : 'months'}`;
	return [monthWords, ms === 0 && months !== 0 ? '' : durationWords(ms)].filter((part) => part !== '').join(' ');
}
