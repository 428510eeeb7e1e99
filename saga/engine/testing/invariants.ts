/** What must hold of a saga of a world, however it came about. Each answers what is wrong, in words; nothing: all is well. */
import { canonicalJson } from '../../expression/json';
import type { HistoryEntry } from '../entry';
import { fold } from '../fold/apply';
import type { LedgerEntry } from '../state';
import { encodeState } from '../state-text';
import { undoPlan } from '../undo/undo-plan';
import type { Participants } from './participants';
import type { RecordedSaga } from './recorded-saga';

export interface Subject {
	readonly saga: RecordedSaga;
	readonly participants: Participants;
}

export function breaches(subject: Subject): readonly string[] {
	return [
		...gapsInHistory(subject),
		...foldDiffers(subject),
		...leftOver(subject),
		...doneTwice(subject),
		...outOfOrder(subject),
		...untrueEffects(subject),
		...wrongStatus(subject),
		...planTooSmall(subject),
	];
}

function gapsInHistory({ saga: { records } }: Subject): readonly string[] {
	return records.flatMap(({ seq }, at) => (seq === at + 1 ? [] : [`record ${at + 1} has number ${seq}`]));
}

function foldDiffers({ saga }: Subject): readonly string[] {
	const folded = fold(saga.flow, saga.records);
	const same =
		encodeState(folded.state) === encodeState(saga.state) &&
		canonicalJson(folded.variables) === canonicalJson(saga.saga.variables);
	return same ? [] : ['the fold of the history is not the state'];
}

function leftOver({ saga: { state } }: Subject): readonly string[] {
	const lists = ['tokens', 'runs', 'held', 'approvals', 'calls', 'waits', 'scopes', 'undos', 'throws'] as const;
	return lists.flatMap((list) => (state[list].length === 0 ? [] : [`${list} are left at the end`]));
}

function doneTwice({ saga, participants }: Subject): readonly string[] {
	const undone = saga.state.undone;
	const twice = undone.filter((run, at) => undone.indexOf(run) !== at);
	const effects = [...participants.memories].filter(([, { effects, undos }]) => effects > 1 || undos > effects);
	return [
		...twice.map((run) => `run ${run} was undone twice`),
		...effects.map(([run]) => `run ${run} had an effect or an undo too many`),
	];
}

/** No undo starts before everything of the same unwinding that came after its run is undone. */
function outOfOrder({ saga }: Subject): readonly string[] {
	const wrong: string[] = [];
	const done = new Set<number>();
	let unwinding = false;
	for (const entry of saga.entries) {
		if (entry.type === 'unwindingStarted') unwinding = true;
		if (entry.type === 'undoStarted' || entry.type === 'undoSkipped') {
			const own = saga.ledger.find(({ run }) => run === entry.run);
			if (unwinding && own?.outcome !== 'abandoned')
				for (const later of saga.ledger)
					if (later.predecessors.includes(entry.run) && later.scope === own?.scope && !done.has(later.run))
						wrong.push(`run ${entry.run} was undone before run ${later.run}, which came after it`);
		}
		if (isUndone(entry)) done.add(entry.run);
	}
	return wrong;
}

function isUndone(
	entry: HistoryEntry,
): entry is Extract<HistoryEntry, { type: 'undoCompleted' | 'undoSkipped' | 'undoMarked' }> {
	return entry.type === 'undoCompleted' || entry.type === 'undoSkipped' || entry.type === 'undoMarked';
}

/** A participant holds an effect exactly where the saga says that something stands. */
function untrueEffects({ saga, participants }: Subject): readonly string[] {
	const { state, ledger } = saga;
	const undone = new Set(state.undone);
	const gone = (run: number): boolean => {
		const entry = ledger.find((other) => other.run === run);
		return entry !== undefined && (undone.has(run) || gone(entry.scope));
	};
	const wrong: string[] = [];
	const commandless = new Set(ledger.filter(({ undo }) => undo.type !== 'command').map(({ run }) => run));
	const recorded = new Set(ledger.map(({ run }) => run));
	const inUndo = runsInUndo(saga.entries);
	for (const [run, { state: effect }] of participants.memories) {
		if (run < 0 || inUndo.has(run) || participants.accepted.has(run)) continue;
		if (!recorded.has(run) && effect === 'completed')
			wrong.push(`run ${run} has an effect that the saga does not know`);
		if (undone.has(run) && !commandless.has(run) && effect === 'completed' && !state.gaps.includes(run))
			wrong.push(`run ${run} is undone, but its effect stands`);
		if (recorded.has(run) && !gone(run) && effect === 'undone')
			wrong.push(`run ${run} stands, but its effect is undone`);
	}
	return wrong;
}

/** Steps of compensations that are no plain commands. */
function runsInUndo(entries: readonly HistoryEntry[]): ReadonlySet<number> {
	const scopes = new Set<number>();
	const runs = new Set<number>();
	for (const entry of entries) {
		if (entry.type === 'scopeOpened' && (entry.kind === 'undo' || scopes.has(entry.parent))) scopes.add(entry.scope);
		if (entry.type === 'stepStarted' && scopes.has(entry.scope ?? 0)) runs.add(entry.run);
	}
	return runs;
}

/** In a saga that unwound every entry is undone; the status says whether something stays. */
function wrongStatus({ saga: { state, ledger } }: Subject): readonly string[] {
	if (state.status !== 'compensated' && state.status !== 'failed') return [];
	const undone = new Set(state.undone);
	const inner = new Set(ledger.map(({ run }) => run));
	const standing = ledger.filter(({ run, scope, undo }) => !inner.has(scope) && !undone.has(run) && !isHarmless(undo));
	const wrong = standing.map(({ run }) => `run ${run} was not undone although the saga is ${state.status}`);
	const isFailed = state.gaps.length > 0;
	if (isFailed !== (state.status === 'failed'))
		wrong.push(`the saga is ${state.status} with ${state.gaps.length} gaps`);
	return wrong;
}

function isHarmless(undo: LedgerEntry['undo']): boolean {
	return undo.type === 'none' && undo.effect === 'harmless';
}

/** When unwinding began, the plan listed all that was undone after it. */
function planTooSmall({ saga }: Subject): readonly string[] {
	const at = saga.records.findIndex(({ entries }) => entries.some(({ type }) => type === 'unwindingStarted'));
	if (at < 1) return [];
	const before = fold(saga.flow, saga.records.slice(0, at));
	const known = new Set(saga.records.slice(0, at).flatMap(({ entries }) => entries.flatMap(startedBy)));
	const positions = before.state.nextPosition;
	const plan = undoPlan(
		saga.flow,
		before,
		saga.ledger.filter(({ position }) => position < positions),
	);
	const listed = new Set(plan.items.map(({ run }) => run));
	const undone = saga.records.slice(at).flatMap(({ entries }) => entries.filter(isUndone));
	return undone
		.filter(({ run }) => known.has(run) && !listed.has(run) && isLeaf(saga.ledger, run))
		.map(({ run }) => `the plan before the unwinding did not list run ${run}, which was undone`);
}

function startedBy(entry: HistoryEntry): readonly number[] {
	return entry.type === 'stepStarted' ? [entry.run] : [];
}

function isLeaf(ledger: readonly LedgerEntry[], run: number): boolean {
	return ledger.some((entry) => entry.run === run && entry.kind === 'step');
}
