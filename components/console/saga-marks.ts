/**
 * The views of a saga → the marks on the drawing. Words beside every hue, because hues alone tell nobody anything.
 * Invariant: the numbers of the undo plan are shown once the saga unwinds, and before that only as a preview.
 */
import type { UndoPlanItem } from '@/saga/engine/undo/undo-plan-types';
import { diagramState, type NodeState, type NodeView } from '@/saga/engine/views/diagram-state';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import type { EdgeMark, Marks, NodeMark, RunMark, UndoMark } from '../diagram/overlay';
import { isUnwinding, type SagaModel } from './saga-model';

const looks: Readonly<Record<Exclude<NodeState, 'skipped'>, RunMark>> = {
	running: { state: 'running', words: 'waiting for an answer' },
	waiting: { state: 'waiting', words: 'waiting for the other ways' },
	retrying: { state: 'waiting', words: 'is tried again soon' },
	parked: { state: 'waiting', words: 'parked: waits to be tried again' },
	awaiting: { state: 'waiting', words: 'waits' },
	listening: { state: 'waiting', words: 'listens' },
	asking: { state: 'waiting', words: 'waits for a person to decide' },
	calling: { state: 'running', words: 'the called saga is under way' },
	inside: { state: 'running', words: 'under way' },
	undoing: { state: 'running', words: 'undoes what came before' },
	left: { state: 'unknown', words: 'was left before its end' },
	done: { state: 'done', words: 'done' },
	failed: { state: 'failed', words: 'failed without effect' },
	unknown: { state: 'unknown', words: 'nobody knows whether it was done' },
	abandoned: { state: 'unknown', words: 'was left before its answer' },
	stuck: { state: 'stuck', words: 'stuck: a person is needed' },
};

export function sagaMarks(model: SagaModel, isPreview: boolean): Marks {
	const { nodes, edges } = diagramState(model.records, model.definition);
	const items = itemsByStep(model, isUnwinding(model) || isPreview);
	const marks: Record<NodeId, NodeMark> = {};
	for (const { id } of model.definition.nodes) {
		const view = nodes[id];
		const run = view === undefined ? null : runMark(view, model.summary.suspended);
		const item = items.get(id);
		const undo = item === undefined ? groupMark(model, id) : undoMark(model, item);
		if (run === null && undo === null) continue;
		marks[id] = { ...(run === null ? {} : { run }), ...(undo === null ? {} : { undo }) };
	}
	return { nodes: marks, edges: edgeMarks(model, edges) };
}

function runMark({ state, attempt, runs, progress }: NodeView, suspended: boolean): RunMark | null {
	if (state === 'skipped') return null;
	const { state: shown, words: said } = looks[state];
	const words = progress === null ? said : `${progress.done} of ${progress.of} done`;
	const times = runs > 1 ? `, ${runs} runs` : '';
	const attempts = attempt > 1 ? `, attempt ${attempt}` : '';
	const isHeld = suspended && (shown === 'running' || shown === 'waiting');
	return { state: isHeld ? 'suspended' : shown, words: `${isHeld ? 'suspended' : words}${attempts}${times}` };
}

const urgency: readonly UndoPlanItem['status'][] = [
	'stuck',
	'running',
	'planned',
	'conditional',
	'gap',
	'undone',
	'harmless',
];

/** Of several runs of a step the one that most needs to be seen; `all` also shows what is only planned. */
function itemsByStep({ plan, story }: SagaModel, all: boolean): ReadonlyMap<NodeId, UndoPlanItem> {
	const shown = new Map<NodeId, UndoPlanItem>();
	for (const item of plan?.items ?? []) {
		if (!all && !story.undos.has(item.run)) continue;
		const other = shown.get(item.step);
		if (other === undefined || urgency.indexOf(item.status) < urgency.indexOf(other.status)) shown.set(item.step, item);
	}
	return shown;
}

/** A subflow, a for-each or a call whose inside is undone as a whole. */
function groupMark({ story, names }: SagaModel, node: NodeId): UndoMark | null {
	const undos = [...story.undos.values()].filter(({ step, phase }) => step === node && phase === 'inside');
	const shown = undos.find(({ outcome }) => outcome === 'open') ?? undos.at(-1);
	if (shown === undefined) return null;
	if (shown.outcome === 'open') return { order: null, status: 'running', words: 'what it has done is being undone' };
	const status = shown.outcome === 'undone' ? 'undone' : shown.outcome;
	return { order: null, status, words: `${names.node(node)}: ${status}` };
}

function undoMark(model: SagaModel, item: UndoPlanItem): UndoMark {
	const isNumbered = item.command !== null;
	return { order: isNumbered ? item.order : null, status: item.status, words: undoWords(model, item) };
}

function undoWords(model: SagaModel, { status, order, because }: UndoPlanItem): string {
	const reason = because === null || because === '' ? '' : `: ${because}`;
	switch (status) {
		case 'planned':
			return isUnwinding(model) ? `is undone in wave ${order}` : `would be undone in wave ${order}`;
		case 'conditional':
			return `would be undone in wave ${order}, if it turns out to have had an effect`;
		case 'running':
			return 'is being undone';
		case 'stuck':
			return 'its undo is stuck: a person is needed';
		case 'undone':
			return 'undone';
		case 'harmless':
			return `needs no undo${reason}`;
		case 'gap':
			return `cannot be undone${reason}`;
	}
}

/** Taken edges; those that lead into work in flight move. */
function edgeMarks(
	{ story, definition }: SagaModel,
	taken: Readonly<Record<string, number>>,
): Record<string, EdgeMark> {
	const marks: Record<string, EdgeMark> = {};
	for (const edge of Object.keys(taken)) marks[edge] = { state: 'taken' };
	if (story.endedAt !== null || story.cause !== null || story.suspended) return marks;
	const inFlight = new Set<NodeId>();
	for (const run of story.runs.values()) if (run.outcome === 'open' && run.phase === 'sent') inFlight.add(run.step);
	for (const visit of story.visits.all.values())
		if (visit.outcome === 'open' && visit.kind === 'call') inFlight.add(visit.node);
	for (const { id, target } of definition.edges)
		if (marks[id] !== undefined && inFlight.has(target)) marks[id] = { state: 'moving' };
	return marks;
}
