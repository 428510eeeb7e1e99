/** How long ago, or in how long, in the shortest words that are still exact enough to act on. */
const units: readonly (readonly [number, string])[] = [
	[86_400_000, 'd'],
	[3_600_000, 'h'],
	[60_000, 'min'],
	[1_000, 's'],
];

export function relativeTime(at: number, now: number): string {
	const distance = Math.abs(now - at);
	const [size, name] = units.find(([unit]) => distance >= unit) ?? [1_000, 's'];
	const count = Math.floor(distance / size);
	if (count === 0) return 'just now';
	return at > now ? `in ${count} ${name}` : `${count} ${name} ago`;
}
