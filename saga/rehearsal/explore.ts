/**
 * Plays a flow in many ways: each step fails or stays silent, then any two of them; replies come in other orders; events
 * come before they are awaited, beside the way, or never; deadlines pass. Says how it ended, and what was found on the way.
 * Deliberately not exhaustive: every way is one that people can tell in a sentence.
 */
import type { FlowDefinition } from '../flow/definition';
import type { Problem } from '../flow/problem';
import type { Openings } from '../trace/openings';
import { compileFlows, type TraceFlows } from '../trace/trace-flows';
import { type Finding, findingsOf } from './findings';
import { type Played, play, type Script } from './play';
import { allGoesWell, type Fault, firstLines, type Scenario, scriptOf } from './scenario';

export interface Exploration {
	/** Of the flows: nothing was played then. */
	readonly problems: readonly Problem[];
	/** How many ways were played. */
	readonly plays: number;
	/** False: there are more ways than were asked for. */
	readonly isComplete: boolean;
	/** How many ways ended so; `open`: only a person could go on. */
	readonly endings: Readonly<Record<string, number>>;
	/** One per kind and place, each with the shortest trace. */
	readonly findings: readonly Finding[];
}

/** What a play has met, from which further ways are made. */
interface Met {
	/** Keys of the commands that went forward, with their steps. */
	readonly commands: Map<string, string>;
	readonly awaited: Map<string, { readonly name: string; readonly key: string }>;
	readonly beside: Set<string>;
	readonly timers: Set<string>;
}

const playsMaxDefault = 2_000;

/** `definitions`: the flow first, then those that it calls. */
export function explore(
	definitions: readonly FlowDefinition[],
	{ payload, playsMax = playsMaxDefault }: { readonly payload?: string; readonly playsMax?: number } = {},
): Exploration {
	const flows = compileFlows(definitions);
	if (flows.problems.length > 0)
		return { problems: flows.problems, plays: 0, isComplete: true, endings: {}, findings: [] };
	const started = ['start', definitions.length > 1 ? definitions[0]?.id : undefined, payload].filter(Boolean).join(' ');
	const explorer = new Explorer(flows, started, playsMax);
	const well = explorer.play(allGoesWell);
	for (const scenario of besides(well, startingMessages(definitions))) explorer.play(scenario);
	for (const first of faults(definitions, allGoesWell, well)) {
		const met = explorer.play(first);
		explorer.play({ ...first, order: 'newest first', title: `${first.title}, replies newest first` });
		for (const second of faults(definitions, first, met)) explorer.play(second);
	}
	return { problems: [], ...explorer.result() };
}

class Explorer {
	private plays = 0;
	private isCut = false;
	private readonly endings = new Map<string, number>();
	private readonly findings = new Map<string, Finding>();

	constructor(
		private readonly flows: TraceFlows,
		private readonly started: string,
		private readonly playsMax: number,
	) {}

	play(scenario: Scenario): Met {
		const met: Met = { commands: new Map(), awaited: new Map(), beside: new Set(), timers: new Set() };
		if (this.plays >= this.playsMax) {
			this.isCut = true;
			return met;
		}
		this.plays += 1;
		const played = play(this.flows, firstLines(scenario, this.started), noting(met, scriptOf(scenario)));
		const ending = endOf(played);
		this.endings.set(ending, (this.endings.get(ending) ?? 0) + 1);
		for (const finding of findingsOf(scenario, played)) {
			const place = `${finding.kind} ${finding.run ?? ''}`;
			const known = this.findings.get(place);
			if (known === undefined || finding.trace.length < known.trace.length) this.findings.set(place, finding);
		}
		return met;
	}

	result(): Omit<Exploration, 'problems'> {
		return {
			plays: this.plays,
			isComplete: !this.isCut,
			endings: Object.fromEntries(this.endings),
			findings: [...this.findings.values()],
		};
	}
}

function noting(met: Met, script: Script): Script {
	return (openings: Openings) => {
		for (const { key, step, undo } of openings.commands) if (!undo) met.commands.set(key, step);
		for (const { type, name, key, node, awaitedBy } of openings.events)
			if (awaitedBy === null) met.beside.add(node);
			else if (type === 'message') met.awaited.set(JSON.stringify([name, key]), { name, key });
		for (const { node } of openings.timers) met.timers.add(node);
		return script(openings);
	};
}

/** Ways on which every participant does its work. `starting`: messages that would start a saga of their own. */
function besides({ commands, awaited, beside, timers }: Met, starting: ReadonlySet<string>): readonly Scenario[] {
	const ways: Scenario[] = [{ ...allGoesWell, title: 'replies newest first', order: 'newest first' }];
	for (const key of commands.keys()) ways.push({ ...allGoesWell, title: `${key} answers last`, order: { last: key } });
	if (awaited.size > 0) {
		const early = [...awaited.values()].filter(({ name }) => !starting.has(name));
		ways.push({ ...allGoesWell, title: 'events come early', early });
		ways.push({ ...allGoesWell, title: 'no awaited event comes', deadline: 'all' });
	}
	for (const node of beside) ways.push({ ...allGoesWell, title: `${node} happens`, beside: node });
	for (const node of timers) ways.push({ ...allGoesWell, title: `${node} falls due`, deadline: node });
	return ways;
}

function startingMessages(definitions: readonly FlowDefinition[]): ReadonlySet<string> {
	const triggers = definitions.flatMap(({ nodes }) =>
		nodes.flatMap((node) => (node.kind === 'start' ? [node.trigger] : [])),
	);
	return new Set(triggers.flatMap((trigger) => (trigger?.type === 'message' ? [trigger.message] : [])));
}

/** Each run of a play that has no fault yet gets one, in every way in which it can have one. */
function faults(definitions: readonly FlowDefinition[], before: Scenario, { commands }: Met): readonly Scenario[] {
	const known = new Map(definitions.flatMap(({ nodes }) => nodes.map((node) => [node.id, node] as const)));
	return [...commands].flatMap(([key, step]) => {
		if (before.faults.has(key)) return [];
		const node = known.get(step);
		const codes = node?.kind === 'step' ? node.expectedErrors.map(({ code }) => code) : [];
		const ways: Fault[] = [...new Set(['REHEARSED', ...codes])].map((code) => ({ type: 'failed', code }));
		return [...ways, { type: 'silent' } as const].map((fault) => ({
			...before,
			title: [before === allGoesWell ? null : before.title, titleOf(key, fault)].filter(Boolean).join(', '),
			faults: new Map([...before.faults, [key, fault]]),
		}));
	});
}

function titleOf(key: string, fault: Fault): string {
	const run = key.replace(/#1$/, '');
	return fault.type === 'silent' ? `${run} does not answer` : `${run} fails ${fault.code}`;
}

function endOf({ report, openings }: Played): string {
	if (!openings.isOver) return 'open';
	const observed = report.lines.flatMap((line) => ('observed' in line ? line.observed : []));
	return observed.flatMap((effect) => (effect.type === 'status' ? [effect.status] : [])).at(-1) ?? 'open';
}
