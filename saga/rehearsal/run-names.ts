/**
 * Names for what a saga enters that do not depend on the order in which concurrent branches went on: where it stands, and
 * the how manyeth it is there. Run numbers do depend on it, so states are compared by these names.
 */
import type { HistoryEntry } from '../engine/entry';
import type { RunNumber } from '../engine/input';

/** Names are short, and the same over a whole exploration. */
export class RunNames {
	private readonly short = new Map<string, string>();
	/** By name: the place alone, which is the same in each round of a loop; and the how manyeth there, from 1. */
	private readonly known = new Map<string, { readonly place: string; readonly round: number }>();

	/** `names`: by run number. */
	extend(names: readonly string[], entries: readonly HistoryEntry[]): readonly string[] {
		let extended: string[] | null = null;
		for (const entry of entries) {
			const entered = enteredBy(entry);
			if (entered === null) continue;
			extended ??= [...names];
			this.add(extended, entered);
		}
		return extended ?? names;
	}

	placeOf(name: string): string {
		return this.known.get(name)?.place ?? name;
	}

	roundOf(name: string): number {
		return this.known.get(name)?.round ?? 1;
	}

	/** The most rounds that any node has gone. */
	mostRounds(names: readonly string[]): number {
		return names.reduce((most, name) => Math.max(most, this.known.get(name)?.round ?? 0), 0);
	}

	/** The same text is the same short name. */
	shorten(text: string): string {
		const known = this.short.get(text);
		if (known !== undefined) return known;
		const made = this.short.size.toString(36);
		this.short.set(text, made);
		return made;
	}

	private add(names: string[], { number, around, what }: Entered): void {
		const host = names[around] ?? `${around}`;
		let round = 1;
		while (names.includes(this.shorten(`${host}/${what}#${round}`))) round += 1;
		const name = this.shorten(`${host}/${what}#${round}`);
		names[number] = name;
		if (!this.known.has(name)) this.known.set(name, { place: this.shorten(`${this.placeOf(host)}/${what}`), round });
	}
}

interface Entered {
	readonly number: RunNumber;
	readonly around: RunNumber;
	readonly what: string;
}

function enteredBy(entry: HistoryEntry): Entered | null {
	switch (entry.type) {
		case 'stepStarted':
			return { number: entry.run, around: entry.scope ?? 0, what: entry.step };
		case 'approvalOpened':
		case 'callStarted':
			return { number: entry.run, around: entry.scope ?? 0, what: entry.node };
		case 'waitOpened':
			return { number: entry.wait, around: entry.scope ?? 0, what: entry.node };
		case 'undoThrown':
			return { number: entry.throw, around: entry.scope ?? 0, what: entry.node };
		case 'subscribed':
			return { number: entry.subscription, around: entry.host, what: `on ${entry.node}` };
		case 'scopeOpened':
			if (entry.kind === 'undo') return { number: entry.scope, around: entry.of ?? 0, what: 'undo' };
			return { number: entry.scope, around: entry.parent, what: `${entry.kind} ${entry.node} ${entry.of ?? ''}` };
		default:
			return null;
	}
}
