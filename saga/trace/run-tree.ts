/**
 * Everything that sagas have entered, as a tree of places: step runs, approvals, calls, subflows, waits. It is derived from
 * the history alone; called sagas hang below their calls, compensations below `undo` of the run that they undo.
 * For-each scopes and iterations are no part of a path: an iteration is a run of its activity.
 */
import type { HistoryEntry } from '../engine/entry';
import type { RunNumber } from '../engine/input';
import { wordText } from './tokenize';
import type { ObservedRun, Place } from './trace';
import type { TracedSaga } from './traced-saga';

export type EnteredKind = 'step' | 'approval' | 'call' | 'scope' | 'wait';

export interface Entered {
	readonly saga: TracedSaga;
	readonly number: RunNumber;
	readonly kind: EnteredKind;
	readonly place: Place;
}

/** A part of a path whose name has been looked up in the flow. */
export interface NodePart {
	readonly node: string;
	readonly count: number | null;
}

type Places = ReadonlyMap<TracedSaga, readonly (Place | undefined)[]>;

/** What has been entered up to one moment. Nothing in it ever changes. */
export interface TreeSnapshot {
	readonly entered: readonly Entered[];
	readonly places: Places;
}

export class RunTree {
	/** In order of entry. */
	private entered: readonly Entered[] = [];
	/** Of scope instances, runs and whatever else has a number: by saga, then number. */
	private places: Places = new Map();

	snapshot(): TreeSnapshot {
		return { entered: this.entered, places: this.places };
	}

	restore({ entered, places }: TreeSnapshot): void {
		this.entered = entered;
		this.places = places;
	}

	enter(saga: TracedSaga, entries: readonly HistoryEntry[]): void {
		for (const entry of entries) {
			if (entry.type === 'stepStarted') this.add(saga, 'step', entry.run, entry.step, entry.scope);
			else if (entry.type === 'approvalOpened') this.add(saga, 'approval', entry.run, entry.node, entry.scope);
			else if (entry.type === 'callStarted') this.add(saga, 'call', entry.run, entry.node, entry.scope);
			else if (entry.type === 'waitOpened') this.add(saga, 'wait', entry.wait, entry.node, entry.scope);
			else if (entry.type === 'undoThrown')
				this.place(saga, entry.throw, this.placeOfNode(saga, entry.scope ?? 0, entry.node));
			else if (entry.type === 'scopeOpened') this.openScope(saga, entry);
		}
	}

	/** Of a number that the saga has given to something; 0 is the saga itself. */
	placeOf(saga: TracedSaga, number: RunNumber): Place {
		if (number === 0) return saga.place;
		const place = this.places.get(saga)?.[number];
		if (place === undefined) throw new Error(`The history of ${saga.id} has no entry that opens ${number}.`);
		return place;
	}

	/** A node which a token has not entered: held before it, or passing through it. */
	placeOfNode(saga: TracedSaga, scope: RunNumber, node: string): Place {
		return [...this.placeOf(saga, scope), { node, entry: null }];
	}

	/** What stands at this path in the saga of that name, in order of entry. `#n` on the last part picks one. */
	matching(saga: string, path: readonly NodePart[]): readonly Entered[] {
		const found = this.candidates(saga, path);
		const last = path.at(-1)?.count ?? null;
		if (last === null) return found;
		const chosen = found[last - 1];
		return chosen === undefined ? [] : [chosen];
	}

	/** How many there are without the number on the last part. */
	count(saga: string, path: readonly NodePart[]): number {
		return this.candidates(saga, path).length;
	}

	isAt(saga: string, path: readonly NodePart[], place: Place): boolean {
		if (place.length !== path.length || !path.every(({ node }, at) => node === place[at]?.node)) return false;
		return path.every(({ count }, at) => {
			if (count === null) return true;
			const isLast = at === path.length - 1;
			const same = isLast ? this.matching(saga, path).map((entered) => entered.place) : [];
			const entry = place[at]?.entry ?? null;
			return isLast
				? same.some((other) => other.at(-1)?.entry === entry)
				: this.entryOf(saga, path.slice(0, at + 1)) === entry;
		});
	}

	/** As a trace of the saga of that name writes it. */
	observe(saga: string, place: Place): ObservedRun {
		const last = place.at(-1)?.entry ?? null;
		const path = place.map(({ node }) => ({ node, count: null }));
		const at = last === null ? 0 : this.candidates(saga, path).findIndex((other) => other.place.at(-1)?.entry === last);
		return { place, text: textOf(place, at + 1) };
	}

	/** As an input can name it whatever else is open: with a number where there are several. */
	refer(saga: string, place: Place): string {
		const path = place.map(({ node }) => ({ node, count: null }));
		const { text } = this.observe(saga, place);
		return this.count(saga, path) > 1 && !text.includes('#') ? `${text}#1` : text;
	}

	/** Which of several runs of one path this is, from 1. */
	numberOf({ saga, place }: Entered): number {
		const path = place.map(({ node }) => ({ node, count: null }));
		return this.candidates(saga.name, path).findIndex((other) => other.place.at(-1)?.entry === place.at(-1)?.entry) + 1;
	}

	private candidates(saga: string, path: readonly NodePart[]): readonly Entered[] {
		const narrowed = path
			.slice(0, -1)
			.map((part, at) => (part.count === null ? null : this.entryOf(saga, path.slice(0, at + 1))));
		return this.entered.filter(
			({ saga: { name }, place }) =>
				name === saga &&
				place.length === path.length &&
				path.every(({ node, count }, at) => {
					if (place[at]?.node !== node) return false;
					return at === path.length - 1 || count === null || place[at]?.entry === narrowed[at];
				}),
		);
	}

	/** The entry that the numbered last part of this path means; `undo` has the entry of what it undoes. */
	private entryOf(saga: string, path: readonly NodePart[]): string | undefined {
		const [found] = this.matching(saga, path);
		return found?.place.at(-1)?.entry ?? undefined;
	}

	private openScope(saga: TracedSaga, entry: Extract<HistoryEntry, { type: 'scopeOpened' }>): void {
		const around = this.placeOf(saga, entry.parent);
		if (entry.kind === 'forEach' || entry.kind === 'iteration') this.place(saga, entry.scope, around);
		else if (entry.kind === 'undo') {
			const undone = this.placeOf(saga, entry.of ?? 0);
			this.place(saga, entry.scope, [...undone, { node: 'undo', entry: undone.at(-1)?.entry ?? null }]);
		} else this.add(saga, 'scope', entry.scope, entry.node, entry.parent);
	}

	private add(saga: TracedSaga, kind: EnteredKind, number: RunNumber, node: string, scope: RunNumber = 0): void {
		const place = [...this.placeOf(saga, scope), { node, entry: `${saga.id}/${number}` }];
		this.place(saga, number, place);
		this.entered = [...this.entered, { saga, number, kind, place }];
	}

	private place(saga: TracedSaga, number: RunNumber, place: Place): void {
		const known = [...(this.places.get(saga) ?? [])];
		known[number] = place;
		this.places = new Map(this.places).set(saga, known);
	}
}

/** `#1` goes without saying. */
function textOf(place: Place, count: number): string {
	return `${place.map(({ node }) => wordText(node)).join('/')}${count > 1 ? `#${count}` : ''}`;
}
