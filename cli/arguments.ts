/** Arguments by Node's own parser; what does not fit is answered with the command's usage. */
import { parseArgs } from 'node:util';
import { CommandError } from './command';
import { reasonOf } from './read-flow';

export interface Wanted {
	readonly usage: string;
	/** How many words: at least and at most. */
	readonly words: readonly [min: number, max: number];
	/** Options with a value, by name; those in `flags` have none. */
	readonly options?: readonly string[];
	readonly flags?: readonly string[];
}

export interface Given {
	readonly words: readonly string[];
	readonly options: ReadonlyMap<string, string>;
	readonly flags: ReadonlySet<string>;
}

export function parseArguments(args: readonly string[], { usage, words, options = [], flags = [] }: Wanted): Given {
	const known = Object.fromEntries([
		...options.map((name) => [name, { type: 'string' as const }]),
		...flags.map((name) => [name, { type: 'boolean' as const }]),
	]);
	let parsed: ReturnType<typeof parseArgs>;
	try {
		parsed = parseArgs({ args: [...args], options: known, allowPositionals: true, strict: true });
	} catch (error) {
		throw new CommandError(`${reasonOf(error)}\nUsage: saga ${usage}`);
	}
	const [min, max] = words;
	const count = parsed.positionals.length;
	if (count < min || count > max)
		throw new CommandError(
			`${count < min ? 'Something is missing.' : `"${parsed.positionals[max]}" is too much.`}\nUsage: saga ${usage}`,
		);
	const values = Object.entries(parsed.values);
	return {
		words: parsed.positionals,
		options: new Map(values.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))),
		flags: new Set(values.filter(([, value]) => value === true).map(([name]) => name)),
	};
}
