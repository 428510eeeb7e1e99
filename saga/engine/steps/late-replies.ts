/**
 * Replies to runs that have ended, also after the saga has. A late success tells an undo what there is to undo; one that
 * contradicts what was taken for certain is an incident, because an effect may stand that nobody undoes. All others are
 * recorded and change nothing.
 */
import type { Json } from '../../expression/json';
import type { Draft } from '../draft';
import type { HistoryEntry } from '../entry';
import { openIncident } from '../failures/incidents';
import type { ReplyReceived } from '../input';
import { stepOf } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import type { LedgerEntry } from '../state';
import { entryOf, undoPayload } from '../undo/ledger';

export function receiveLateReply(draft: Draft, { run, attempt, answer }: ReplyReceived): Refusal | null {
	const ledger = draft.ledger();
	if (ledger === null) return null;
	const entry = entryOf(ledger, run);
	if (entry !== null && entry.kind !== 'step') return noStep(run);
	if (answer.type === 'completed') {
		if (entry?.outcome === 'unknown' || entry?.outcome === 'abandoned')
			learnOutput(draft, entry, attempt, answer.output);
		else if (entry === null) return receiveUnlisted(draft, run, attempt);
		else ignore(draft, run, attempt, 'duplicate');
	} else if (answer.type === 'failed' && entry?.outcome === 'completed' && attempt >= entry.attempt) {
		if (answer.code === undoneCode && undoHasBegun(draft, run)) ignore(draft, run, attempt, 'late');
		else contradict(draft, run, attempt, entry);
	} else {
		ignore(draft, run, attempt, entry === null ? 'duplicate' : 'late');
	}
	return null;
}

/** What a participant answers by contract to a repeated command that reaches it after the undo: no contradiction. */
const undoneCode = 'UNDONE';

function undoHasBegun(draft: Draft, run: number): boolean {
	const { undos, undone } = draft.state;
	return undone.includes(run) || undos.some((undo) => undo.run === run);
}

/** A run that ended without effect, or inside a compensation, has no entry: the history tells which. */
function receiveUnlisted(draft: Draft, run: number, attempt: number): Refusal | null {
	const history = draft.history();
	if (history === null) return null;
	const end = history.flatMap(({ entries }) => entries).findLast((entry) => endsStep(entry, run));
	if (end === undefined) return noStep(run);
	if (end.type === 'stepCompleted') ignore(draft, run, attempt, 'duplicate');
	else if (end.type === 'stepFailed') contradict(draft, run, attempt, null);
	else ignore(draft, run, attempt, 'late');
	return null;
}

function endsStep(entry: HistoryEntry, run: number): boolean {
	switch (entry.type) {
		case 'stepCompleted':
		case 'stepFailed':
		case 'stepUnknown':
		case 'stepAbandoned':
			return entry.run === run;
		default:
			return false;
	}
}

function noStep(run: number): Refusal {
	return refusal('no-such-run', `Number ${run} of this saga is no step run. The reply is not for it.`);
}

/** The undo's command is made anew; it goes out if a further attempt falls due, none is sent because of it. */
function learnOutput(draft: Draft, entry: LedgerEntry, attempt: number, output: Json): void {
	const { compensation } = stepOf(draft.flow, entry.step);
	const { undone, undoInputs } = draft.state;
	if (compensation.type !== 'command' || undone.includes(entry.run)) {
		ignore(draft, entry.run, attempt, 'late');
		return;
	}
	if (undoInputs.some(({ run }) => run === entry.run)) {
		ignore(draft, entry.run, attempt, 'duplicate');
		return;
	}
	const isOpen = draft.state.scopes.some(({ scope }) => scope === entry.scope);
	const payload = undoPayload(draft, compensation, isOpen ? entry.scope : 0, { input: entry.input, output });
	if (payload.ok) draft.record({ type: 'outputLearned', run: entry.run, output, undoInput: payload.value });
	else ignore(draft, entry.run, attempt, 'late');
}

function contradict(draft: Draft, run: number, attempt: number, entry: LedgerEntry | null): void {
	if (draft.state.incidents.some((incident) => incident.kind === 'contradiction' && incident.run === run)) {
		ignore(draft, run, attempt, 'duplicate');
		return;
	}
	const message =
		entry === null
			? `A late reply says that step run ${run} completed (attempt ${attempt}), but its participant had answered that no effect remained. An effect may stand that this saga has not undone: check with the participant, and undo it there by hand.`
			: `A late reply says that "${stepOf(draft.flow, entry.step).name}" failed without effect (attempt ${attempt}), but it had completed with attempt ${entry.attempt}. Check with the participant which is true.`;
	openIncident(draft, 'contradiction', { run, node: entry?.step ?? null }, message);
}

function ignore(draft: Draft, run: number, attempt: number, reason: 'duplicate' | 'late'): void {
	draft.record({ type: 'replyIgnored', run, undo: false, attempt, reason });
}
