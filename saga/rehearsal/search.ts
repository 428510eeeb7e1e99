/**
 * Through all that can happen: first without faults, then with one, then with two, and among those the shortest way first.
 * So a state is first reached with the fewest faults, by the shortest way, and followed once, however else it comes about.
 * What was found comes with the lines that lead there.
 *
 * Memory: only states that are still to be followed are kept as worlds; of the others the line that led to them.
 */
import type { HistoryRecord } from '../engine/entry';
import { parseTrace } from '../trace/parse-trace';
import { TraceError } from '../trace/resolve-run';
import type { ObservedEffect, TraceLine } from '../trace/trace';
import type { TraceWorld, WorldSnapshot } from '../trace/trace-world';
import type { SagaSnapshot, TracedSaga } from '../trace/traced-saga';
import { detect } from './detect/detect';
import type { FlowFacts, Found, Happened } from './detect/played-move';
import { type Move, marksAt, movesAt } from './moves';
import type { RunNames } from './run-names';
import type { StateKeys } from './state-key';
import type { TriedData } from './tried-data';
import { isGoingRound, pathOf, type Visit, visitFrom } from './visit';

/** A loop in which something changes from round to round is not followed any further. */
const roundsMax = 60;
/** Nor is a step of which so many runs are open at once. */
const runsAtOnceMax = 4;

export interface Setting {
	readonly world: TraceWorld;
	readonly runNames: RunNames;
	readonly keys: StateKeys;
	readonly data: ReadonlyMap<string, TriedData>;
	readonly facts: ReadonlyMap<string, FlowFacts>;
	readonly statesMax: number;
	/** How far faults are combined. */
	readonly faultsMax: number;
	readonly prune: boolean;
}

/** Whoever watches a search. */
export interface Watcher {
	readonly happened: (saga: TracedSaga, record: HistoryRecord) => void;
	readonly found: (found: Found, visit: Visit) => void;
	/** `isOver` false: nothing can happen any more, though it has not ended. The world is there. */
	readonly ended: (visit: Visit, isOver: boolean) => void;
	readonly followed: (states: number, open: number) => void;
}

export class Search {
	/** By the faults on the way, then by how many lines lead there. */
	private readonly open: ((Visit[] | undefined)[] | undefined)[] = [];
	private openCount = 0;
	/** Which states have been reached, with the most faults left. */
	private readonly known = new Map<string, { readonly left: number; readonly visit: Visit }>();
	private readonly lines = new Map<string, TraceLine>();
	private readonly empty: WorldSnapshot;
	/** All that was reached without a fault. */
	readonly faultless: Visit[] = [];
	followed = 0;
	moves = 0;
	isCut = false;

	constructor(
		readonly setting: Setting,
		private readonly watcher: Watcher,
	) {
		this.empty = setting.world.snapshot();
	}

	/** A way on which it begins. */
	begin(lines: readonly string[], title: string | null): void {
		const start: Visit = { ...visitFrom(null, [], null, 0, []), snapshot: this.empty };
		this.setting.world.restore(this.empty);
		this.play(start, lines, title, 0, []);
	}

	run(): void {
		for (let visit = this.next(); visit !== null; visit = this.next()) {
			if (this.known.size > this.setting.statesMax) {
				this.isCut = true;
				return;
			}
			this.follow(visit);
			this.followed += 1;
			this.watcher.followed(this.followed, this.openCount);
		}
	}

	private next(): Visit | null {
		for (const levels of this.open) {
			// Levels that are not there yet are holes, which `find` passes, too.
			const visit = levels?.find((level) => level !== undefined && level.length > 0)?.pop();
			if (visit === undefined) continue;
			this.openCount -= 1;
			return visit;
		}
		return null;
	}

	private follow(visit: Visit): void {
		const { world, data, runNames, faultsMax } = this.setting;
		const { snapshot } = visit;
		if (snapshot === null) return;
		world.restore(snapshot);
		const { names, marks } = visit;
		if (world.exchange.firstFamily().every(({ hasEnded }) => hasEnded)) {
			visit.outcome = 'ended';
			this.watcher.ended(visit, true);
		} else if (world.exchange.roots().length > 2) {
			// Started by a timer, one after the other: they do not depend on each other.
			visit.outcome = 'open';
		} else if (isGoingRound(visit)) {
			visit.outcome = 'round';
		} else if (this.isTooFar(visit)) {
			visit.outcome = 'cut';
			this.isCut = true;
		} else {
			const moves = movesAt({ world, names, runNames, marks, faults: faultsMax - visit.spent, data });
			visit.outcome = moves.length === 0 ? 'open' : 'followed';
			if (moves.length === 0) this.watcher.ended(visit, false);
			for (const move of moves) this.take(visit, snapshot, move);
		}
		visit.snapshot = null;
	}

	private isTooFar({ names }: Visit): boolean {
		const { exchange } = this.setting.world;
		if ([...names.values()].some((own) => this.setting.runNames.mostRounds(own) > roundsMax)) return true;
		return exchange.all().some(({ saga }) => {
			const runs = saga?.state.runs ?? [];
			return runs.length > runsAtOnceMax && runs.some((one) => sameAs(one, runs) > runsAtOnceMax);
		});
	}

	private take(visit: Visit, snapshot: WorldSnapshot, move: Move): void {
		const { world } = this.setting;
		world.restore(snapshot);
		const lines = [move.text];
		const after = this.play(visit, lines, move.title, move.cost, move.marks, move.goOn);
		if (after === null || !move.repeatable || visit.spent + move.cost >= this.setting.faultsMax) return;
		// The world is where the move has led: once more, and nothing must change.
		const first = visit.depth + 1;
		const title = [move.title, 'which comes twice'].filter(Boolean).join(', ');
		this.play(after, [`duplicate ${first}`], title, 1, []);
	}

	/** Null: the engine has failed, or it is where it has been before. */
	private play(
		from: Visit,
		first: readonly string[],
		title: string | null,
		cost: number,
		marks: readonly string[],
		goOn: Move['goOn'] = null,
	): Visit | null {
		const { world } = this.setting;
		const before = new Map(world.exchange.all().map((saga) => [saga, saga.snapshot()] as const));
		const lines: string[] = [];
		const observed: ObservedEffect[] = [];
		this.moves += 1;
		for (let text = first[0] ?? null; text !== null; text = first[lines.length] ?? goOn?.(world) ?? null) {
			lines.push(text);
			try {
				observed.push(...world.play(this.line(text, from.depth + lines.length)));
			} catch (error) {
				if (error instanceof TraceError) throw new Error(`${text}: ${error.message}`);
				const message = error instanceof Error ? error.message : String(error);
				this.watcher.found({ kind: 'fault', run: null, message }, visitFrom(from, lines, title, cost, marks));
				return null;
			}
			if (lines.length >= 60) break;
		}
		return this.arrive(from, visitFrom(from, lines, title, cost, marks), before, observed);
	}

	private arrive(
		from: Visit,
		arrived: Visit,
		before: ReadonlyMap<TracedSaga, SagaSnapshot>,
		observed: readonly ObservedEffect[],
	): Visit | null {
		const { world, facts, keys } = this.setting;
		const names = new Map<TracedSaga, readonly string[]>();
		const happened: Happened[] = [];
		for (const saga of world.exchange.all()) {
			const fresh = saga.records.slice(before.get(saga)?.records.length ?? 0);
			let own = from.names.get(saga) ?? [''];
			for (const record of fresh) {
				own = this.setting.runNames.extend(own, record.entries);
				this.watcher.happened(saga, record);
				const about = facts.get(saga.flow.id);
				if (about !== undefined)
					happened.push({
						saga,
						facts: about,
						input: record.input,
						entries: record.entries,
						before: before.get(saga) ?? null,
					});
			}
			names.set(saga, own);
		}
		const marks = arrived.marks.size === 0 ? arrived.marks : marksAt(arrived.marks, names);
		const isAgain = [...names.values()].some((own) => this.setting.runNames.mostRounds(own) > 1);
		const round = isAgain ? keys.ofRound(world.exchange, names) : null;
		const visit: Visit = { ...arrived, marks, names, round, snapshot: world.snapshot() };
		const allWell = () => visit.spent === 0 && !pathOf(visit).some(({ title }) => title?.includes('deadline'));
		for (const found of detect({ exchange: world.exchange, happened, observed, allWell }))
			this.watcher.found(found, visit);
		return this.enqueue(from, visit, `${keys.of(world.exchange, names)}\n${[...visit.marks].sort().join()}`);
	}

	/** Null: it has been reached before. */
	private enqueue(from: Visit, visit: Visit, key: string): Visit | null {
		const left = this.setting.faultsMax - visit.spent;
		const known = this.setting.prune ? this.known.get(key) : undefined;
		const same = known !== undefined && known.left >= left ? known.visit : null;
		if (from.spent === 0 && visit.spent === 0) from.leadsTo.push(same ?? visit);
		if (same !== null) return null;
		if (visit.spent === 0) this.faultless.push(visit);
		this.known.set(this.setting.prune ? key : `${this.moves}`, { left, visit });
		const levels = this.open[visit.spent] ?? [];
		this.open[visit.spent] = levels;
		const level = levels[visit.depth] ?? [];
		levels[visit.depth] = level;
		level.push(visit);
		this.openCount += 1;
		return visit;
	}

	/** Most lines have been met before, at another number. */
	private line(text: string, number: number): TraceLine {
		let known = this.lines.get(text);
		if (known === undefined) {
			const [parsed] = parseTrace(text).lines;
			if (parsed === undefined) throw new Error(`This is no line of a trace: ${text}`);
			known = parsed;
			this.lines.set(text, known);
		}
		return { ...known, line: number };
	}
}

function sameAs(one: { readonly step: string; readonly scope: number }, runs: readonly (typeof one)[]): number {
	return runs.filter(({ step, scope }) => step === one.step && scope === one.scope).length;
}
