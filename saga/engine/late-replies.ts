/**
 * Replies to runs that have ended, also after the saga has. A late success tells an undo what there is to undo; one that
 * contradicts what was taken for certain is an incident, because an effect may stand that nobody undoes. All others are
 * recorded and change nothing.
 */
import type { Json } from '../expression/json';
import type { Draft } from './draft';
import { openIncident } from './incidents';
import type { ReplyReceived } from './input';
import { stepOf } from './invariant';
import { entryOf, undoPayload } from './ledger';
import type { LedgerEntry } from './state';

export function receiveLateReply(draft: Draft, { run, attempt, answer }: ReplyReceived): void {
	const ledger = draft.ledger();
	if (ledger === null) return;
	const entry = entryOf(ledger, run);
	if (answer.type === 'completed') {
		if (entry?.outcome === 'unknown') learnOutput(draft, entry, attempt, answer.output);
		else if (entry === null) contradict(draft, run, attempt, null);
		else ignore(draft, run, attempt, 'duplicate');
	} else if (answer.type === 'failed' && entry?.outcome === 'completed' && attempt >= entry.attempt) {
		if (answer.code === undoneCode && undoHasBegun(draft, run)) ignore(draft, run, attempt, 'late');
		else contradict(draft, run, attempt, entry);
	} else {
		ignore(draft, run, attempt, entry === null ? 'duplicate' : 'late');
	}
}

/** What a participant answers by contract to a repeated command that reaches it after the undo: no contradiction. */
const undoneCode = 'UNDONE';

function undoHasBegun(draft: Draft, run: number): boolean {
	const { undos, undone } = draft.state;
	return undone.includes(run) || undos.some((undo) => undo.run === run);
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
	const payload = undoPayload(draft, compensation, entry.input, output);
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
