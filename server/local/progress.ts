/** What `npm start` prints: one line per part with the time it took, then the address. */

const useColour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

function paint(code: number, text: string): string {
	return useColour ? `\u001b[${code}m${text}\u001b[0m` : text;
}

function seconds(fromMs: number): string {
	return `${((performance.now() - fromMs) / 1_000).toFixed(1)} s`.padStart(7);
}

export interface PartLine {
	/** Prints the line of a part that is ready; `about` says which one and where. */
	ready(about: string): void;
}

/** The clock runs from here. */
export function partLine(name: string): PartLine {
	const from = performance.now();
	return { ready: (about) => say(`  ${paint(32, '✓')} ${name.padEnd(14)}${paint(2, seconds(from))}  ${about}`) };
}

export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

export function note(text: string): void {
	say(`  ${paint(33, '·')} ${text}`);
}

export function address(url: string): void {
	say(`\n  ${paint(1, url)}\n  ${paint(2, 'Ctrl-C stops everything; the data stays.')}\n`);
}

export function trouble(message: string): void {
	process.stderr.write(`\n${paint(31, '✗')} ${message}\n`);
}
