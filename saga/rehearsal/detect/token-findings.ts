/** Tokens that go wrong: joins that wait for ever, ways that run twice, work that a terminating end leaves behind. */
import type { HistoryEntry } from '../../engine/entry';
import type { RunNumber } from '../../engine/input';
import type { SagaState } from '../../engine/state';
import type { FlowEdge, FlowNode } from '../../flow/definition';
import { reachableFrom, reaching } from '../../flow/queries/reachability';
import type { FindingKind } from '../finding-kinds';
import { causalPast, type Detector, type Found, type Happened, nodeOf, stateOf, textOf } from './played-move';

/** Each kind is told by what did not bring the awaited token. */
export const deadlocks: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'incidentOpened' || entry.kind !== 'deadlock') return [];
		const scope = entry.scope ?? 0;
		const waiting = (stateOf(happened)?.tokens ?? []).filter((token) => token.scope === scope);
		const join = waiting.map(({ node }) => nodeOf(happened, node)).find((node) => node !== null) ?? null;
		const kind = join === null ? 'deadlock' : kindOfDeadlock(happened, join, scope);
		const run = scope === 0 ? (join?.id ?? null) : `${textOf(move, happened, scope)}/${join?.id}`;
		return [{ kind, run, message: entry.message }];
	});

function kindOfDeadlock(happened: Happened, join: FlowNode, scope: RunNumber): FindingKind {
	const { graph } = happened.facts;
	const past = happened.saga.records.flatMap(({ entries }) => entries);
	const hasFired = past.some(
		(entry) => entry.type === 'joined' && entry.node === join.id && (entry.scope ?? 0) === scope,
	);
	const behind = reachableFrom(graph, join.id);
	if (hasFired && behind.has(join.id)) return 'loop-into-fork';
	const split = splitThatChoseOtherwise(happened, join, past);
	if (split?.kind === 'event-race') return 'race-into-parallel';
	if (split === null || split.kind === 'parallel' || split.kind === 'boundary') return 'deadlock';
	const forks = [...reaching(graph, join.id)].filter((id) => {
		const node = graph.nodes.get(id);
		return node?.kind === 'parallel' && (graph.outgoing.get(id) ?? []).length > 1;
	});
	const after = reachableFrom(graph, split.id);
	const isOutside = forks.some((fork) => after.has(fork) && !reachableFrom(graph, fork).has(split.id));
	return isOutside ? 'fed-from-outside' : 'exclusive-into-parallel';
}

/** Back from the ways into the join that brought nothing: the first node that a token has passed. */
function splitThatChoseOtherwise(happened: Happened, join: FlowNode, past: readonly HistoryEntry[]): FlowNode | null {
	const { graph } = happened.facts;
	const taken = past.flatMap((entry) => (entry.type === 'edgesTaken' ? entry.edges : []));
	const held = (stateOf(happened)?.tokens ?? []).map(({ edge }) => edge);
	const open: FlowEdge[] = (graph.incoming.get(join.id) ?? []).filter(({ id }) => !held.includes(id));
	const seen = new Set<string>();
	for (let edge = open.shift(); edge !== undefined; edge = open.shift()) {
		if (seen.has(edge.id)) continue;
		seen.add(edge.id);
		const node = graph.nodes.get(edge.source) ?? null;
		const hasPassed = (graph.outgoing.get(edge.source) ?? []).some(({ id }) => taken.includes(id));
		const hasBrought = taken.includes(edge.id);
		if (hasPassed && !hasBrought) return node;
		const raced = (graph.incoming.get(edge.source) ?? []).map(({ source }) => graph.nodes.get(source));
		const race = raced.find((before) => before?.kind === 'event-race');
		if (race !== undefined) return race;
		open.push(...(graph.incoming.get(edge.source) ?? []));
	}
	return null;
}

/** Two runs of one node are open at once in one scope instance, because tokens came through a merge. */
export const multipleRuns: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		const state = stateOf(happened);
		const entered = enteredNode(entry);
		if (entered === null || state === null) return [];
		const { run, node, scope } = entered;
		const others = openAt(state, node, scope).filter((other) => other !== run);
		if (others.length === 0 || !isBehindMerge(happened, node)) return [];
		const message = 'Two tokens have come here at once, so it is done twice. Join them before.';
		return [{ kind: 'multiple-runs', run: textOf(move, happened, run).replace(/#\d+$/, ''), message }];
	});

function enteredNode(entry: HistoryEntry): { run: RunNumber; node: string; scope: RunNumber } | null {
	if (entry.type === 'stepStarted') return { run: entry.run, node: entry.step, scope: entry.scope ?? 0 };
	if (entry.type === 'approvalOpened' || entry.type === 'callStarted')
		return { run: entry.run, node: entry.node, scope: entry.scope ?? 0 };
	if (entry.type === 'waitOpened') return { run: entry.wait, node: entry.node, scope: entry.scope ?? 0 };
	if (entry.type === 'scopeOpened' && entry.kind === 'subflow')
		return { run: entry.scope, node: entry.node, scope: entry.parent };
	return null;
}

function openAt(state: SagaState, node: string, scope: RunNumber): readonly RunNumber[] {
	return [
		...state.runs.flatMap((open) => (open.step === node && open.scope === scope ? [open.run] : [])),
		...[...state.approvals, ...state.calls].flatMap((open) =>
			open.node === node && open.scope === scope ? [open.run] : [],
		),
		...state.waits.flatMap((open) => (open.node === node && open.scope === scope ? [open.wait] : [])),
		...state.scopes.flatMap((open) =>
			open.node === node && open.parent === scope && open.kind === 'subflow' ? [open.scope] : [],
		),
	];
}

function isBehindMerge({ facts: { graph } }: Happened, node: string): boolean {
	return [node, ...reaching(graph, node)].some((id) => {
		const kind = graph.nodes.get(id)?.kind;
		return kind !== 'parallel' && kind !== 'inclusive' && (graph.incoming.get(id) ?? []).length > 1;
	});
}

/** Another branch was still open, and what it had done does not lie behind the end. */
export const cutOff: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'edgesTaken') return [];
		const scope = entry.scope ?? 0;
		const end = entry.edges
			.map((id) => nodeOf(happened, happened.saga.flow.edges.get(id)?.target ?? null))
			.find((node) => node?.kind === 'end' && node.result?.type === 'terminate');
		const before = happened.before?.current?.state;
		if (end === undefined || end === null || before === undefined) return [];
		const { ledger } = happened.saga;
		const own = ownRun(happened, before);
		const open = [
			...before.runs,
			...before.approvals,
			...before.calls,
			...before.waits.map((wait) => ({ ...wait, run: wait.wait })),
			...before.tokens.map((token) => ({ ...token, run: -1 })),
		];
		const joined = happened.entries.flatMap((other) => (other.type === 'joined' ? [other.node] : []));
		const others = open.filter(
			(other) => other.scope === scope && other.run !== own && !('node' in other && joined.includes(other.node)),
		);
		const endsBehind = causalPast(
			ledger,
			own === null ? [] : [own, ...open.filter(({ run }) => run === own).flatMap(({ frontier }) => frontier)],
		);
		const done = causalPast(
			ledger,
			others.flatMap(({ frontier }) => frontier),
		);
		const left = ledger.find(
			({ run, undo, scope: at }) =>
				at === scope && done.has(run) && !endsBehind.has(run) && undo.type !== 'none' && !before.undone.includes(run),
		);
		if (left === undefined) return [];
		const message = `It stops another branch, on which ${textOf(move, happened, left.run)} is done and stands. Undo that before, or join the branches.`;
		return [{ kind: 'terminate-cuts-off', run: end.id, message }];
	});

/** What the input has answered: a run, an approval, a wait. */
export function ownRun({ input }: Happened, before: SagaState): RunNumber | null {
	if (input.type === 'replyReceived' || input.type === 'approvalAnswered' || input.type === 'childEnded')
		return input.run;
	if (input.type !== 'eventReceived') return null;
	return before.subscriptions.find(({ subscription }) => subscription === input.subscription)?.host ?? null;
}

/** No condition of a decision holds, or something cannot be evaluated. */
export const expressions: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'incidentOpened' || (entry.kind !== 'no-path' && entry.kind !== 'expression')) return [];
		const { message, node: id, scope } = entry;
		const node = nodeOf(happened, id);
		const around = (scope ?? 0) === 0 ? '' : `${textOf(move, happened, scope ?? 0)}/`;
		const listens =
			node?.kind === 'catch' || node?.kind === 'boundary' || node?.kind === 'start' || node?.kind === 'event-race';
		const kind = entry.kind === 'expression' && listens && message.includes('the key') ? 'key-missing' : entry.kind;
		return [{ kind, run: id === null ? null : `${around}${id}`, message }];
	});
