/** What each node and edge of the diagram shows of a saga: a projection of its history. */
import type { EdgeId, FlowEdge, FlowNode } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryRecord } from '../entry';
import { type RunStory, type SagaStory, sagaStory, type UndoStory } from './saga-story';

export type NodeState =
	| 'running'
	/** Some of its ways have come, the others have not. */
	| 'waiting'
	| 'retrying'
	/** Until an event or a person has it tried again. */
	| 'parked'
	/** For a message, a signal or a moment. */
	| 'awaiting'
	/** A boundary event or an event-started subflow that may still react. */
	| 'listening'
	/** Somebody is asked. */
	| 'asking'
	/** A called saga is under way. */
	| 'calling'
	/** What is inside is under way. */
	| 'inside'
	/** What was asked of the whole saga: it undoes, and goes on when that is done. */
	| 'undoing'
	/** It was left before its own end. */
	| 'left'
	| 'done'
	| 'failed'
	| 'unknown'
	| 'abandoned'
	| 'stuck'
	/** The saga has ended without coming here. */
	| 'skipped';

export interface NodeView {
	readonly state: NodeState;
	/** How often the saga has come here. */
	readonly runs: number;
	/** The newest run's attempt; 0 for what sends nothing. */
	readonly attempt: number;
	/** Of a for-each: how many of its elements are done. */
	readonly progress: { readonly done: number; readonly of: number } | null;
	/** Since when it is so (milliseconds since the epoch); null: it never was. */
	readonly since: number | null;
}

export type UndoState = 'planned' | 'running' | 'undone' | 'stuck' | 'harmless' | 'gap';

export interface UndoView {
	/** Of several runs, the one that most needs to be seen. */
	readonly state: UndoState;
	readonly runs: number;
	readonly attempt: number;
	readonly since: number | null;
}

export interface DiagramState {
	/** Nodes that the saga has not come to (yet) have no entry. */
	readonly nodes: Readonly<Record<NodeId, NodeView>>;
	/** By step. Steps whose runs had no effect have no entry; none has before the saga unwinds. */
	readonly undos: Readonly<Record<NodeId, UndoView>>;
	/** How often each edge was taken; without entry: never. */
	readonly edges: Readonly<Record<EdgeId, number>>;
}

/** Without the drawing, tokens waiting at joins and nodes that were skipped cannot be told. */
export function diagramState(
	records: readonly HistoryRecord[],
	drawing: { readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] } | null = null,
): DiagramState {
	const story = sagaStory(records);
	const nodes: Record<NodeId, NodeView> = {};
	for (const [node, { times, at }] of story.passed) nodes[node] = { ...plain, state: 'done', runs: times, since: at };
	for (const { node } of story.visits.listening.values()) nodes[node] ??= { ...plain, state: 'listening' };
	for (const [step, runs] of grouped(story.runs.values(), (run) => run.step)) nodes[step] = stepView(runs);
	addVisits(story, nodes);
	for (const { node, backTo } of story.throws.values())
		if (backTo === null) nodes[node] = { ...plain, ...nodes[node], state: 'undoing' };
	if (drawing) addWaitingJoins(story, drawing, nodes);
	for (const { node, kind, at } of story.incidents.values()) {
		if (node === null || kind === 'contradiction' || isBeingUndone(story, node)) continue;
		nodes[node] = { ...plain, ...nodes[node], state: 'stuck', since: at };
	}
	if (drawing && story.endedAt !== null)
		for (const { id } of drawing.nodes) nodes[id] ??= { ...plain, state: 'skipped' };
	return { nodes, undos: undoViews(story), edges: Object.fromEntries(story.edges) };
}

const plain = { runs: 0, attempt: 0, progress: null, since: null } as const;

const openStates = { wait: 'awaiting', approval: 'asking', call: 'calling', scope: 'inside' } as const;
const endedStates = { open: 'inside', done: 'done', failed: 'failed', left: 'left' } as const;

/** Of several visits the open one, else the newest. Iterations count for the for-each around them. */
function addVisits({ visits }: SagaStory, nodes: Record<NodeId, NodeView>): void {
	const all = [...visits.all.values()].filter(
		(visit) => visit.kind !== 'scope' || (visit.scopeKind !== 'iteration' && visit.scopeKind !== 'undo'),
	);
	for (const [node, theirs] of grouped(all, (visit) => visit.node)) {
		const shown = theirs.find(({ outcome }) => outcome === 'open') ?? theirs.at(-1);
		if (shown === undefined) continue;
		const state = shown.outcome === 'open' ? openStates[shown.kind] : endedStates[shown.outcome];
		const isEach = shown.kind === 'scope' && shown.count !== null;
		const progress = isEach ? { done: shown.elementsDone, of: shown.count ?? 0 } : null;
		const within = nodes[node];
		// Steps inside a for-each are drawn as the one activity around them.
		if (isEach && within?.state === 'stuck') continue;
		const runs = isEach ? 1 : theirs.length;
		nodes[node] = { ...plain, state, runs, progress, since: shown.endedAt ?? shown.startedAt };
	}
	// A race is left along the catch that was triggered.
	for (const visit of visits.all.values())
		if (visit.kind === 'wait' && visit.endedBy !== null && visit.endedBy !== visit.node)
			nodes[visit.endedBy] ??= { ...plain, state: 'done', runs: 1, since: visit.endedAt };
}

function grouped<Item>(items: Iterable<Item>, nodeOf: (item: Item) => NodeId): Map<NodeId, Item[]> {
	const groups = new Map<NodeId, Item[]>();
	for (const item of items) groups.set(nodeOf(item), [...(groups.get(nodeOf(item)) ?? []), item]);
	return groups;
}

function stepView(runs: readonly RunStory[]): NodeView {
	const shown = runs.find((run) => run.outcome === 'open') ?? runs.at(-1);
	const last = shown?.attempts.at(-1);
	if (!shown || !last) return { ...plain, state: 'waiting', runs: runs.length };
	const since = shown.endedAt ?? (shown.phase === 'sent' ? last.sentAt : last.endedAt);
	return { ...plain, state: runState(shown), runs: runs.length, attempt: last.attempt, since };
}

function runState({ outcome, phase }: RunStory): NodeState {
	if (outcome === 'completed') return 'done';
	if (outcome !== 'open') return outcome;
	if (phase === 'backoff') return 'retrying';
	if (phase === 'parked') return 'parked';
	// Stuck without an incident: it has failed, and waits for the answer of an open pivot.
	return phase === 'sent' ? 'running' : 'waiting';
}

/** A step's incident is its undo's once the saga undoes it; then the undo shows it. */
function isBeingUndone(story: SagaStory, node: NodeId): boolean {
	return [...story.undos.values()].some((undo) => undo.step === node && undo.outcome === 'open');
}

/** A join that holds some of its tokens: more came to it than it has consumed. */
function addWaitingJoins(
	{ edges, passed, status }: SagaStory,
	drawing: { readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] },
	nodes: Record<NodeId, NodeView>,
): void {
	if (status !== 'running') return;
	for (const { id, kind } of drawing.nodes) {
		if (kind !== 'parallel') continue;
		const times = passed.get(id)?.times ?? 0;
		const came = drawing.edges.filter((edge) => edge.target === id).map((edge) => edges.get(edge.id) ?? 0);
		if (came.some((count) => count > times))
			nodes[id] = { ...plain, state: 'waiting', runs: times, since: passed.get(id)?.at ?? null };
	}
}

const mostUrgent: readonly UndoState[] = ['stuck', 'running', 'planned', 'gap', 'undone', 'harmless'];

/** Before the saga unwinds only what has begun: undos that the flow orders, and those of abandoned runs. */
function undoViews(story: SagaStory): Record<NodeId, UndoView> {
	const views: Record<NodeId, UndoView> = {};
	const ran = [...story.runs.values()].filter(({ outcome }) => outcome !== 'open' && outcome !== 'failed');
	const planned = story.cause === null ? [] : ran.filter(({ run }) => !story.undos.has(run));
	const each = [
		...planned.map(({ step }) => ({ step, view: undoView(undefined) })),
		...[...story.undos.values()].map((undo) => ({ step: undo.step, view: undoView(undo) })),
	];
	for (const [step, theirs] of grouped(each, (one) => one.step)) {
		const shown = mostUrgent.flatMap((state) => theirs.filter(({ view }) => view.state === state))[0];
		if (shown) views[step] = { ...shown.view, runs: theirs.length };
	}
	return views;
}

function undoView(undo: UndoStory | undefined): Omit<UndoView, 'runs'> {
	if (undo === undefined) return { state: 'planned', attempt: 0, since: null };
	const attempt = undo.attempts.at(-1)?.attempt ?? 0;
	const since = undo.endedAt ?? undo.startedAt;
	if (undo.outcome !== 'open') return { state: undo.outcome, attempt, since };
	return { state: undo.phase === 'stuck' ? 'stuck' : 'running', attempt, since };
}
