/** What each node and edge of the diagram shows of a saga: a projection of its history. */
import type { EdgeId, FlowEdge, FlowNode } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryRecord } from '../entry';
import { type RunStory, type SagaStory, sagaStory, type UndoStory } from './saga-story';

export type NodeState =
	| 'running'
	| 'waiting'
	| 'retrying'
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
	for (const [node, { times, at }] of story.passed) nodes[node] = { state: 'done', runs: times, attempt: 0, since: at };
	for (const [step, runs] of byStep(story.runs.values())) nodes[step] = stepView(runs);
	if (drawing) addWaitingJoins(story, drawing, nodes);
	for (const { node, kind, at } of story.incidents.values()) {
		if (node === null || kind === 'contradiction' || isBeingUndone(story, node)) continue;
		nodes[node] = { ...(nodes[node] ?? { runs: 0, attempt: 0 }), state: 'stuck', since: at };
	}
	if (drawing && story.endedAt !== null)
		for (const { id } of drawing.nodes) nodes[id] ??= { state: 'skipped', runs: 0, attempt: 0, since: null };
	return { nodes, undos: undoViews(story), edges: Object.fromEntries(story.edges) };
}

function byStep<Work extends { step: NodeId }>(works: Iterable<Work>): Map<NodeId, Work[]> {
	const steps = new Map<NodeId, Work[]>();
	for (const work of works) steps.set(work.step, [...(steps.get(work.step) ?? []), work]);
	return steps;
}

function stepView(runs: readonly RunStory[]): NodeView {
	const shown = runs.find((run) => run.outcome === 'open') ?? runs.at(-1);
	const last = shown?.attempts.at(-1);
	if (!shown || !last) return { state: 'waiting', runs: runs.length, attempt: 0, since: null };
	const since = shown.endedAt ?? (shown.phase === 'sent' ? last.sentAt : last.endedAt);
	return { state: runState(shown), runs: runs.length, attempt: last.attempt, since };
}

function runState({ outcome, phase }: RunStory): NodeState {
	if (outcome === 'completed') return 'done';
	if (outcome !== 'open') return outcome;
	if (phase === 'backoff') return 'retrying';
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
			nodes[id] = { state: 'waiting', runs: times, attempt: 0, since: passed.get(id)?.at ?? null };
	}
}

const mostUrgent: readonly UndoState[] = ['stuck', 'running', 'planned', 'gap', 'undone', 'harmless'];

function undoViews(story: SagaStory): Record<NodeId, UndoView> {
	const views: Record<NodeId, UndoView> = {};
	if (story.cause === null) return views;
	const withEffect = [...story.runs.values()].filter(({ outcome }) => outcome === 'completed' || outcome === 'unknown');
	for (const [step, runs] of byStep(withEffect)) {
		const each = runs.map((run) => undoView(story.undos.get(run.run)));
		for (const state of mostUrgent) {
			const shown = each.find((view) => view.state === state);
			if (shown === undefined) continue;
			views[step] = { ...shown, runs: runs.length };
			break;
		}
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
