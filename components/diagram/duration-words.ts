/** Durations as people write them: "1 min 30 s". Exact, so that reading and writing give the same number. */
const units: readonly (readonly [string, number])[] = [
	['d', 86_400_000],
	['h', 3_600_000],
	['min', 60_000],
	['s', 1_000],
	['ms', 1],
];

export function durationWords(ms: number): string {
	let rest = Math.max(0, Math.round(ms));
	const parts: string[] = [];
	for (const [name, size] of units) {
		const count = Math.floor(rest / size);
		rest -= count * size;
		if (count > 0) parts.push(`${count} ${name}`);
	}
	return parts.length === 0 ? '0 s' : parts.join(' ');
}

const pattern = /(\d+(?:[.,]\d+)?)\s*(d|days?|h|hours?|min|m|minutes?|ms|s|sec|seconds?)(?![a-z])/giy;

/** Null: no duration. A bare number counts as seconds. */
export function readDuration(text: string): number | null {
	const trimmed = text.trim();
	if (/^\d+([.,]\d+)?$/.test(trimmed)) return Math.round(Number(trimmed.replace(',', '.')) * 1_000);
	pattern.lastIndex = 0;
	let sum = 0;
	let at = 0;
	while (at < trimmed.length) {
		pattern.lastIndex = at;
		const match = pattern.exec(trimmed);
		if (match === null) return null;
		sum += Number((match[1] ?? '').replace(',', '.')) * sizeOf((match[2] ?? '').toLowerCase());
		at = pattern.lastIndex;
		while (trimmed[at] === ' ') at += 1;
	}
	return at === 0 ? null : Math.round(sum);
}

function sizeOf(unit: string): number {
	if (unit === 'ms') return 1;
	if (unit.startsWith('d')) return 86_400_000;
	if (unit.startsWith('h')) return 3_600_000;
	return unit.startsWith('m') ? 60_000 : 1_000;
}
