/**
 * Names for what a saga enters that do not depend on the order in which concurrent branches went on: where it stands, and
 * the how manyeth it is there. Run numbers do depend on it, so states are compared by these names.
 */
import type { HistoryEntry } from '../engine/entry';
import type { RunNumber } from '../engine/input';

export interface Names {
	/** By run number. */
	readonly names: readonly string[];
	/** By run number: its place alone, the same in each round of a loop. */
	readonly places: readonly string[];
	/** By run number: the how manyeth of its node in its scope instance, from 1. */
	readonly rounds: readonly number[];
	/** The most rounds of any node. */
	readonly most: number;
}

export const noNames: Names = { names: [''], places: [''], rounds: [0], most: 0 };

/** Names are short, and the same over a whole exploration. */
export class RunNames {
	private readonly short = new Map<string, string>();

	extend(known: Names, entries: readonly HistoryEntry[]): Names {
		let extended: Growing | null = null;
		for (const entry of entries) {
			const entered = enteredBy(entry);
			if (entered === null) continue;
			extended ??= { names: [...known.names], places: [...known.places], rounds: [...known.rounds], most: known.most };
			this.add(extended, entered);
		}
		return extended ?? known;
	}

	/** The same text is the same short name. */
	shorten(text: string): string {
		const known = this.short.get(text);
		if (known !== undefined) return known;
		const made = this.short.size.toString(36);
		this.short.set(text, made);
		return made;
	}

	private add(to: Growing, { number, around, what }: Entered): void {
		const place = `${to.names[around] ?? around}/${what}`;
		let round = 1;
		while (to.names.includes(this.shorten(`${place}#${round}`))) round += 1;
		to.names[number] = this.shorten(`${place}#${round}`);
		to.places[number] = this.shorten(`${to.places[around] ?? around}/${what}`);
		to.rounds[number] = round;
		to.most = Math.max(to.most, round);
	}
}

interface Growing {
	names: string[];
	places: string[];
	rounds: number[];
	most: number;
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
