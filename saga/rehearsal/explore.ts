/**
 * Explores what can happen to a flow: every order of up to five open replies, every single fault and every pair of them,
 * events before, after and beside their waits, deadlines, and each way of each decision that data can decide. What is found is a trace
 * that can be rehearsed. Complete within its bounds: two faults, the values that the flow's own conditions suggest.
 */
import type { FlowDefinition } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { flowGraph } from '../flow/queries/graph';
import { printTrace } from '../trace/print-trace';
import { wordText } from '../trace/tokenize';
import { compileFlows, type TraceFlows } from '../trace/trace-flows';
import { TraceWorld } from '../trace/trace-world';
import type { TracedSaga } from '../trace/traced-saga';
import { type Coverage, CoveredBranches } from './coverage';
import type { FlowFacts, Found } from './detect/played-move';
import { endlessLoop } from './endless-loops';
import { type FindingKind, findingTitles } from './finding-kinds';
import { play } from './play';
import { RunNames } from './run-names';
import { Search } from './search';
import { StateKeys } from './state-key';
import { TriedData } from './tried-data';
import { pathOf, type Visit } from './visit';

export interface Finding {
	readonly kind: FindingKind;
	/** The kind in words. */
	readonly title: string;
	/** Where, as a trace writes it; null: the saga as a whole. */
	readonly run: string | null;
	readonly message: string;
	/** What had to happen, in words. */
	readonly scenario: string;
	/** What happened until then; played again, it passes. */
	readonly trace: string;
}

export interface Exploration {
	/** Of the flows: nothing was played then. */
	readonly problems: readonly Problem[];
	/** Different states that were reached; orders that lead to the same are one. */
	readonly states: number;
	/** Inputs that were tried in them. */
	readonly moves: number;
	/** False: there are more ways than were asked for, or a loop was not followed to its end. */
	readonly isComplete: boolean;
	/** How many different states it can end in, by its status; `open`: only a person could go on. */
	readonly endings: Readonly<Record<string, number>>;
	readonly coverage: Coverage;
	/** One per kind and place, each with the fewest faults and, with those, the shortest trace. */
	readonly findings: readonly Finding[];
}

export interface Wishes {
	/** Of the start, as JSON; without it the samples of its fields, and others where decisions depend on them. */
	readonly payload?: string;
	readonly statesMax?: number;
	/** How many faults are combined; 2 unless it says otherwise. */
	readonly faultsMax?: number;
	/** Called now and then. */
	readonly onProgress?: (followed: number, open: number) => void;
	/** False: states are followed as often as they are reached. Only to check that nothing is lost otherwise. */
	readonly prune?: boolean;
}

/** A state costs some 300 bytes per node of the flows: with these bounds all of them stay below 1 GB. */
const statesMaxDefault = 100_000;
const nodesOfStatesMax = 2_400_000;

/** `definitions`: the flow first, then those that it calls. */
export function explore(definitions: readonly FlowDefinition[], wishes: Wishes = {}): Exploration {
	const flows = compileFlows(definitions);
	const nothing = { states: 0, moves: 0, isComplete: true, endings: {}, findings: [] };
	if (flows.problems.length > 0)
		return { ...nothing, problems: flows.problems, coverage: new CoveredBranches([]).result() };
	return { problems: [], ...new Explorer(definitions, flows, wishes).explore() };
}

class Explorer {
	private readonly covered: CoveredBranches;
	private readonly endings = new Map<string, number>();
	private readonly found = new Map<string, { readonly found: Found; readonly visit: Visit }>();
	/** Events that are awaited on some way, and those that have come early on one. */
	private readonly awaited = new Set<string>();
	private early: string[] = [];
	private readonly data: ReadonlyMap<string, TriedData>;
	private readonly search: Search;

	constructor(
		private readonly definitions: readonly FlowDefinition[],
		private readonly flows: TraceFlows,
		private readonly wishes: Wishes,
	) {
		const factsOf = (definition: FlowDefinition): FlowFacts => ({
			definition,
			graph: flowGraph(definition),
			decisive: this.data.get(definition.id)?.decisive ?? new Set(),
		});
		this.covered = new CoveredBranches(flows.flows.map(({ flow }) => flow));
		this.data = new Map(definitions.map((definition) => [definition.id, new TriedData(definition)]));
		const runNames = new RunNames();
		const readsClock = /\b(now|today)\s*\(/.test(JSON.stringify(definitions));
		this.search = new Search(
			{
				world: new TraceWorld(flows.flows, { isChecked: false }),
				runNames,
				keys: new StateKeys(runNames, readsClock),
				data: this.data,
				facts: new Map(definitions.map((definition) => [definition.id, factsOf(definition)])),
				faultsMax: wishes.faultsMax ?? 2,
				statesMax: wishes.statesMax ?? statesMaxOf(definitions),
				prune: wishes.prune ?? true,
			},
			{
				happened: (saga, record) => {
					this.covered.note(saga.flow, record.entries);
					for (const entry of record.entries)
						if (entry.type === 'subscribed' && entry.on.type === 'message')
							this.noteAwaited(entry.on.name, entry.on.key);
				},
				found: (found, visit) => this.note(found, visit),
				ended: (visit, isOver) => this.noteEnd(visit, isOver),
				followed: (states, open) => {
					this.beginEarly();
					wishes.onProgress?.(states, open);
				},
			},
		);
	}

	explore(): Omit<Exploration, 'problems'> {
		const { search } = this;
		for (const [at, start] of this.starts().entries())
			search.begin([start], at === 0 ? null : `it begins with ${start}`);
		search.run();
		const loop = endlessLoop(search.faultless, search.setting.runNames);
		if (loop !== null)
			this.note(
				{ kind: 'endless', run: null, message: 'It goes round and round, and no answer leaves the loop.' },
				loop,
			);
		return {
			states: search.followed,
			moves: search.moves,
			isComplete: !search.isCut,
			endings: Object.fromEntries([...this.endings].sort()),
			coverage: this.covered.result(),
			findings: [...this.found.values()].map(({ found, visit }) => this.tell(found, visit)),
		};
	}

	/** Where a timer starts sagas, too, each has a name. */
	private starts(): readonly string[] {
		const { definitions, flows, wishes, data } = this;
		const isTimed = flows.flows.some(({ flow }) => flow.start.trigger?.type === 'timer');
		const words = [isTimed ? 'first: start' : 'start', definitions.length > 1 ? definitions[0]?.id : ''];
		const payloads = wishes.payload === undefined ? data.get(definitions[0]?.id ?? '')?.starts() : [wishes.payload];
		return (payloads ?? ['']).map((payload) => [...words, payload].filter(Boolean).join(' '));
	}

	private noteAwaited(name: string, key: string): void {
		const isStart = this.flows.flows.some(
			({ flow }) => flow.start.trigger?.type === 'message' && flow.start.trigger.message === name,
		);
		const event = `event ${wordText(name)} ${wordText(key)}`;
		if (isStart || this.awaited.has(event)) return;
		this.awaited.add(event);
		this.early.push(event);
	}

	/** Each event alone, then all together: before the saga is the same as any moment before they are awaited. */
	private beginEarly(): void {
		const { early } = this;
		if (early.length === 0) return;
		this.early = [];
		const [start = 'start'] = this.starts();
		for (const event of early) this.search.begin([event, start], `${event} comes early`);
		if (this.awaited.size > 1) this.search.begin([...this.awaited, start], 'all events come early');
	}

	private note(found: Found, visit: Visit): void {
		const place = `${found.kind} ${found.run ?? ''}`;
		const known = this.found.get(place);
		if (known === undefined || isSimpler(visit, known.visit)) this.found.set(place, { found, visit });
	}

	private noteEnd(visit: Visit, isOver: boolean): void {
		const { exchange } = this.search.setting.world;
		const [root] = exchange.roots();
		const ending = isOver ? (root?.status ?? 'open') : 'open';
		this.endings.set(ending, (this.endings.get(ending) ?? 0) + 1);
		if (isOver || exchange.all().some(isHeld)) return;
		this.note(
			{ kind: 'stranded', run: null, message: 'Nothing is left to happen, and the saga has not ended.' },
			visit,
		);
	}

	private tell(found: Found, visit: Visit): Finding {
		const path = pathOf(visit);
		const report = play(
			this.flows,
			path.flatMap(({ lines }) => lines),
			() => null,
		);
		const scenario = path.flatMap(({ title }) => title ?? []).join(', ');
		return {
			...found,
			title: findingTitles[found.kind],
			scenario: scenario === '' ? 'all goes well' : scenario,
			trace: printTrace(report, { withJson: found.kind === 'compensation-needs-reply' }),
		};
	}
}

function statesMaxOf(definitions: readonly FlowDefinition[]): number {
	const nodes = definitions.reduce((sum, definition) => sum + definition.nodes.length, 0);
	return Math.min(statesMaxDefault, Math.floor(nodesOfStatesMax / Math.max(1, nodes)));
}

/** Fewer faults, else fewer lines. */
function isSimpler(one: Visit, other: Visit): boolean {
	return one.spent < other.spent || (one.spent === other.spent && one.depth < other.depth);
}

/** Only a person, or an answer that does not come, could go on. */
function isHeld({ saga }: TracedSaga): boolean {
	if (saga === null) return false;
	const { incidents, approvals, runs, undos, waits } = saga.state;
	return incidents.length + approvals.length + runs.length + undos.length + waits.length > 0;
}
