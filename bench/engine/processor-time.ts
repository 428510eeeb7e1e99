/** Processor time of this process, garbage collection and just-in-time compilation included: other programs disturb it little. */
const rounds = 9;

export function processorMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
}

export function timed(work: () => void): number {
	const startedAt = processorMs();
	work();
	return processorMs() - startedAt;
}

/** Of several rounds; one before them warms up. */
export function median(measure: () => number): number {
	measure();
	const measured = Array.from({ length: rounds }, measure).sort((left, right) => left - right);
	return measured[Math.floor(rounds / 2)] ?? Number.NaN;
}

export function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}
