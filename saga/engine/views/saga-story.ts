/**
 * The history of a saga read once, as runs, undos and open incidents with their times: what the diagram, the timeline
 * and the sentence on top of the page are made of. For people only; the engine never reads it.
 */
import type { EdgeId } from '../../flow/definition';
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryEntry, HistoryRecord } from '../entry';
import type { RunNumber } from '../input';
import type { IncidentKind, SagaStatus, UnwindCause } from '../state';
import { tellVisit, type Visits } from './visit-story';

export interface AttemptStory {
	readonly attempt: number;
	readonly sentAt: number;
	endedAt: number | null;
	/** Null while it is awaited, and when it succeeded. */
	failure: { readonly cause: 'failed' | 'unavailable' | 'timeout' | 'send-refused'; readonly code: string } | null;
}

interface WorkStory {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly startedAt: number;
	endedAt: number | null;
	/** The reply's deadline, or the next attempt's instant; null when neither is awaited. */
	dueAt: number | null;
	phase: 'sent' | 'backoff' | 'parked' | 'stuck' | 'inside';
	readonly attempts: AttemptStory[];
}

export interface RunStory extends WorkStory {
	/** In which it stands; 0 is the top. */
	readonly scope: RunNumber;
	outcome: 'open' | 'completed' | 'failed' | 'unknown' | 'abandoned';
}

export interface UndoStory extends WorkStory {
	outcome: 'open' | 'undone' | 'harmless' | 'gap';
}

export interface IncidentStory {
	readonly incident: number;
	readonly kind: IncidentKind;
	readonly run: RunNumber | null;
	readonly node: NodeId | null;
	readonly message: string;
	readonly at: number;
}

export interface ThrowStory {
	readonly node: NodeId;
	readonly set: readonly RunNumber[];
	/** The saga goes back to before this step. */
	readonly backTo: NodeId | null;
}

export interface SagaStory {
	status: SagaStatus;
	suspended: boolean;
	/** How many inputs wait for it to be resumed. */
	parked: number;
	startedAt: number | null;
	endedAt: number | null;
	cause: UnwindCause | null;
	gaps: readonly { readonly step: NodeId; readonly because: string }[];
	/** Of a saga that has ended otherwise than undone: what interruptions, abandoned runs or its cancellation left standing. */
	standing: readonly { readonly run: RunNumber; readonly step: NodeId }[];
	readonly runs: Map<RunNumber, RunStory>;
	/** Waits, approvals, calls and scopes. */
	readonly visits: Visits;
	/** Undos that the flow or an operator ordered and that are not confirmed. */
	readonly throws: Map<RunNumber, ThrowStory>;
	readonly undos: Map<RunNumber, UndoStory>;
	/** Open ones only. */
	readonly incidents: Map<number, IncidentStory>;
	/** How often each edge was taken. */
	readonly edges: Map<EdgeId, number>;
	/** Nodes without runs (start, ends, gateways): how often they were passed, and when last. */
	readonly passed: Map<NodeId, { times: number; at: number }>;
}

export function sagaStory(records: readonly HistoryRecord[]): SagaStory {
	const story: SagaStory = {
		status: 'running',
		suspended: false,
		parked: 0,
		startedAt: null,
		endedAt: null,
		cause: null,
		gaps: [],
		standing: [],
		runs: new Map(),
		visits: { all: new Map(), listening: new Map() },
		throws: new Map(),
		undos: new Map(),
		incidents: new Map(),
		edges: new Map(),
		passed: new Map(),
	};
	for (const { at, entries } of records)
		for (const entry of entries) {
			tell(story, entry, at);
			tellVisit(story.visits, entry, at);
		}
	return story;
}

function tell(story: SagaStory, entry: HistoryEntry, at: number): void {
	switch (entry.type) {
		case 'sagaStarted':
			story.startedAt = at;
			break;
		case 'edgesTaken':
			for (const edge of entry.edges) story.edges.set(edge, (story.edges.get(edge) ?? 0) + 1);
			pass(story, entry.node, at);
			break;
		case 'tokenEnded':
			pass(story, entry.node, at);
			break;
		case 'unwindingStarted':
			story.throws.clear();
			story.cause = entry.cause;
			break;
		case 'statusChanged':
			// One that had ended lives again when a late order undoes it.
			Object.assign(story, { status: entry.status, endedAt: null });
			break;
		case 'sagaEnded':
			Object.assign(story, { status: entry.status, endedAt: at, gaps: entry.gaps, standing: entry.standing ?? [] });
			break;
		case 'suspensionChanged':
			story.suspended = entry.suspended;
			break;
		case 'inputParked':
			story.parked += 1;
			break;
		case 'parkedTaken':
			story.parked -= 1;
			break;
		case 'incidentOpened':
			story.incidents.set(entry.incident, { ...entry, at });
			break;
		case 'incidentResolved':
			story.incidents.delete(entry.incident);
			break;
		case 'undoThrown':
			story.throws.set(entry.throw, {
				node: entry.node,
				set: entry.set,
				backTo: entry.backTo === undefined ? null : entry.node,
			});
			break;
		case 'throwConfirmed':
			story.throws.delete(entry.throw);
			break;
		default:
			tellRun(story, entry, at);
			tellUndo(story, entry, at);
	}
}

function pass(story: SagaStory, node: NodeId, at: number): void {
	story.passed.set(node, { times: (story.passed.get(node)?.times ?? 0) + 1, at });
}

function tellRun({ runs }: SagaStory, entry: HistoryEntry, at: number): void {
	switch (entry.type) {
		case 'stepStarted': {
			const { run, step, dueAt, scope = 0 } = entry;
			const attempts = [{ attempt: 1, sentAt: at, endedAt: null, failure: null }];
			runs.set(run, {
				run,
				step,
				scope,
				startedAt: at,
				endedAt: null,
				dueAt,
				phase: 'sent',
				attempts,
				outcome: 'open',
			});
			break;
		}
		case 'attemptSent':
			sendAgain(runs.get(entry.run), entry.attempt, entry.dueAt, at);
			break;
		case 'attemptFailed':
			failAttempt(runs.get(entry.run), entry, at);
			break;
		case 'stepCompleted':
			end(runs.get(entry.run), 'completed', at);
			break;
		case 'stepFailed':
			end(runs.get(entry.run), 'failed', at);
			break;
		case 'stepUnknown':
			end(runs.get(entry.run), 'unknown', at);
			break;
		case 'stepAbandoned':
			end(runs.get(entry.run), 'abandoned', at);
			break;
		case 'stepParked':
		case 'parkEnded': {
			const run = runs.get(entry.run);
			const dueAt = entry.type === 'stepParked' ? entry.dueAt : null;
			if (run) Object.assign(run, { phase: entry.type === 'stepParked' ? 'parked' : 'stuck', dueAt });
			break;
		}
	}
}

function tellUndo({ undos }: SagaStory, entry: HistoryEntry, at: number): void {
	switch (entry.type) {
		case 'undoStarted': {
			const { run, step, dueAt } = entry;
			const attempts = dueAt === null ? [] : [{ attempt: 1, sentAt: at, endedAt: null, failure: null }];
			const phase = entry.by !== undefined ? 'inside' : dueAt === null ? 'stuck' : 'sent';
			undos.set(run, { run, step, startedAt: at, endedAt: null, dueAt, phase, attempts, outcome: 'open' });
			break;
		}
		case 'undoAttemptSent':
			sendAgain(undos.get(entry.run), entry.attempt, entry.dueAt, at);
			break;
		case 'undoAttemptFailed':
			failAttempt(undos.get(entry.run), entry, at);
			break;
		case 'undoCompleted':
			end(undos.get(entry.run), 'undone', at);
			break;
		case 'undoMarked': {
			const { run, step, as } = entry;
			const outcome = as === 'gap' ? 'gap' : 'undone';
			const was = undos.get(run) ?? { run, step, startedAt: at, phase: 'stuck' as const, attempts: [] };
			undos.set(run, { ...was, endedAt: at, dueAt: null, outcome });
			break;
		}
		case 'undoSkipped': {
			const { run, step, effect: outcome } = entry;
			undos.set(run, { run, step, startedAt: at, endedAt: at, dueAt: null, phase: 'stuck', attempts: [], outcome });
			break;
		}
	}
}

function sendAgain(work: WorkStory | undefined, attempt: number, dueAt: number, at: number): void {
	const last = work?.attempts.at(-1);
	if (last && last.endedAt === null) last.endedAt = at;
	work?.attempts.push({ attempt, sentAt: at, endedAt: null, failure: null });
	if (work) Object.assign(work, { phase: 'sent', dueAt });
}

function failAttempt(
	work: WorkStory | undefined,
	entry: Extract<HistoryEntry, { type: 'attemptFailed' | 'undoAttemptFailed' }>,
	at: number,
): void {
	const last = work?.attempts.at(-1);
	if (last) Object.assign(last, { endedAt: at, failure: { cause: entry.cause, code: entry.code } });
	if (work) Object.assign(work, { phase: entry.retryAt === null ? 'stuck' : 'backoff', dueAt: entry.retryAt });
}

function end<Outcome>(work: (WorkStory & { outcome: Outcome }) | undefined, outcome: Outcome, at: number): void {
	if (!work) return;
	const last = work.attempts.at(-1);
	if (last && last.endedAt === null) last.endedAt = at;
	Object.assign(work, { outcome, endedAt: at, dueAt: null });
}
