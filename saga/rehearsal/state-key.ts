/**
 * What a world's future depends on, as text: two worlds with one text go on alike, however they came about. So orders of
 * replies that lead to the same are followed once.
 *
 * Left out: run numbers (names stand for them), absolute time (unless an expression asks for it), and what is undone and
 * no longer orders anything. Left out knowingly, too: how old an event on the shelf is, which after seven days matters.
 */
import type { RunNumber } from '../engine/input';
import type { LedgerEntry, SagaState } from '../engine/state';
import { canonicalJson, type Json } from '../expression/json';
import type { Exchange } from '../trace/exchange';
import type { TracedSaga } from '../trace/traced-saga';
import type { RunNames } from './run-names';

type NamesOf = ReadonlyMap<TracedSaga, readonly string[]>;

export class StateKeys {
	private readonly texts = new WeakMap<object, string>();

	/** `withTime`: some expression reads the clock. */
	constructor(
		private readonly short: RunNames,
		private readonly withTime: boolean,
	) {}

	of(exchange: Exchange, names: NamesOf): string {
		// Nothing follows: how it has ended is all there is to tell.
		const own = exchange.firstFamily();
		if (own.every(({ hasEnded }) => hasEnded)) return own[0]?.status ?? '';
		const sagas = exchange.all().map((saga) => this.ofSaga(exchange, saga, names));
		const shelf = exchange.shelf.kept.map(
			({ event, flow }) => `${flow} ${event.name} ${event.key} ${this.json(event.payload)}`,
		);
		return [...sagas.sort(), shelf.sort().join(), this.withTime ? exchange.now : ''].join('\n');
	}

	/** Where it stands, whichever round of a loop it is, and whatever has been done before. */
	ofRound(exchange: Exchange, all: NamesOf): string {
		const texts = exchange.all().map((saga) => {
			const own = all.get(saga);
			const state = saga.saga?.state;
			if (own === undefined || state === undefined) return '';
			const places = own.map((name) => this.short.placeOf(name));
			const place = (run: RunNumber) => places[run] ?? `?${run}`;
			return [...this.control(state, place, exchange.now), this.variables(saga, places)].join(';');
		});
		return texts.sort().join('\n');
	}

	/** A short name of a value that never changes. */
	private json(value: Json): string {
		if (typeof value !== 'object' || value === null) return JSON.stringify(value);
		const known = this.texts.get(value);
		if (known !== undefined) return known;
		const made = this.short.shorten(canonicalJson(value));
		this.texts.set(value, made);
		return made;
	}

	/** All variables of the saga, by the names of their scopes. */
	private variables(saga: TracedSaga, names: readonly string[]): string {
		const sets = Object.entries(saga.saga?.variables ?? {}).map(([scope, values]) => {
			const [number = '', rest = ''] = scope.split('#');
			return `${number === '' ? '' : names[Number(number)]}${rest}=${this.json(values)}`;
		});
		return sets.sort().join();
	}

	private ofSaga(exchange: Exchange, saga: TracedSaga, all: NamesOf): string {
		const state = saga.saga?.state;
		const own = all.get(saga);
		if (state === undefined || own === undefined) return '';
		const name = (run: RunNumber) => own[run] ?? `?${run}`;
		const parent = state.parent === null ? '' : this.parentName(exchange, state.parent, all);
		return [
			saga.flow.id,
			parent,
			...this.control(state, name, exchange.now),
			this.variables(saga, own),
			this.ledger(saga, state, name),
		].join(';');
	}

	private parentName(exchange: Exchange, { sagaId, run }: NonNullable<SagaState['parent']>, all: NamesOf): string {
		const saga = exchange.all().find(({ id }) => id === sagaId);
		const names = saga && all.get(saga);
		const above = saga?.saga?.state.parent ?? null;
		return `${above === null ? '' : this.parentName(exchange, above, all)}/${names?.[run] ?? run}`;
	}

	private control(state: SagaState, name: (run: RunNumber) => string, now: number): readonly string[] {
		const many = (runs: readonly RunNumber[]) => runs.map(name).sort().join('+');
		const due = (at: number | null) => (at === null ? '' : at - now);
		const list = (items: readonly string[]) => [...items].sort().join(' ');
		const { cause, parent } = state;
		return [
			`${state.status}${state.sealed ? '!' : ''}${state.rootUndone ? 'u' : ''}${state.gaps.length > 0 ? 'g' : ''}`,
			cause === null ? '' : parent === null ? 'c' : cause.code,
			many(state.ended),
			list(
				state.scopes.map(({ scope, frontier, ended, iterations }) =>
					[name(scope), many(frontier), many(ended), iterations?.entered].join(),
				),
			),
			list(
				state.tokens.map((token, at) => {
					const { node, edge, scope, frontier } = token;
					const before = state.tokens.slice(0, at).filter((other) => other.edge === edge && other.scope === scope);
					return [node, edge, name(scope), many(frontier), before.length].join();
				}),
			),
			list(
				state.runs.map(({ run, attempt, attemptsFrom, phase, dueAt, conclusiveTo, failure, frontier, input }) =>
					[
						name(run),
						attempt,
						attempt - attemptsFrom,
						phase,
						due(dueAt),
						conclusiveTo,
						failure?.code,
						many(frontier),
						this.json(input),
					].join(),
				),
			),
			list(
				state.held.map(({ node, scope, frontier, output, merged }) =>
					[node, name(scope), many(frontier), this.json(output), merged].join(),
				),
			),
			list(state.approvals.map(({ run, frontier, input }) => [name(run), many(frontier), this.json(input)].join())),
			list(
				state.calls.map(({ run, frontier, phase, failure }) =>
					[name(run), many(frontier), phase, failure?.code].join(),
				),
			),
			list(state.waits.map(({ wait, frontier }) => [name(wait), many(frontier)].join())),
			list(
				state.subscriptions.map((subscription, at) =>
					subscriptionText(state, at, name(subscription.subscription), now),
				),
			),
			list(
				state.undos.map(({ run, outcome, attempt, attemptsFrom, phase, dueAt }) =>
					[name(run), outcome, attempt, attempt - attemptsFrom, phase, due(dueAt)].join(),
				),
			),
			list(
				state.throws.map((thrown) =>
					[name(thrown.throw), many(thrown.set), many(thrown.frontier), thrown.root, thrown.backTo].join(),
				),
			),
			many(state.loose),
			list(state.undoInputs.map(({ run, input }) => `${name(run)}${this.json(input)}`)),
			list(
				state.incidents.map(({ kind, run, node, scope }) =>
					[kind, run === null ? '' : name(run), node, name(scope)].join(),
				),
			),
		];
	}

	/** Entries that stand, and of those that are undone what orders them. */
	private ledger({ ledger, flow }: TracedSaga, { undone }: SagaState, name: (run: RunNumber) => string): string {
		const kept = stillOrdering(ledger, new Set(undone));
		const texts = kept.map((entry) => `${this.entry(entry, name)}${undone.includes(entry.run) ? '-' : ''}`);
		return (flow.settings.undoOrder === 'sequential' ? texts : texts.sort()).join(' ');
	}

	private entry(entry: LedgerEntry, name: (run: RunNumber) => string): string {
		const known = this.texts.get(entry);
		if (known !== undefined) return known;
		const { run, outcome, scope, predecessors, input, output, undo } = entry;
		const text = [name(run), name(scope), outcome, predecessors.map(name).sort().join('+')].join();
		const content = canonicalJson(JSON.parse(JSON.stringify([input, output, undo])) as Json);
		const made = this.short.shorten(`${text} ${content}`);
		this.texts.set(entry, made);
		return made;
	}
}

function stillOrdering(ledger: readonly LedgerEntry[], undone: ReadonlySet<RunNumber>): readonly LedgerEntry[] {
	if (undone.size === 0) return ledger;
	const needed = new Set<RunNumber>();
	const kept: LedgerEntry[] = [];
	// Predecessors have ended before: from the last to the first, each is known to be needed before it is met.
	for (const entry of ledger.toReversed()) {
		if (undone.has(entry.run) && !needed.has(entry.run)) continue;
		for (const before of entry.predecessors) needed.add(before);
		kept.push(entry);
	}
	return kept;
}

/** Of several that wait for one message the oldest takes it, so their order counts. */
function subscriptionText({ subscriptions }: SagaState, at: number, name: string, now: number): string {
	const on = subscriptions[at]?.on;
	if (on?.type === 'timer') return `${name},${on.dueAt - now}`;
	if (on?.type !== 'message') return name;
	const isSame = (other: (typeof subscriptions)[number]) =>
		other.on.type === 'message' && other.on.name === on.name && other.on.key === on.key;
	return `${name},${on.key},${subscriptions.slice(0, at).filter(isSame).length}`;
}
