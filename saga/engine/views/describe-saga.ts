/**
 * The plain sentence on top of a saga's page, and what or whom it waits for: why it is where it is, before anything else.
 * In parts, so that the screen can emphasise without parsing text; joined they read as a sentence.
 */
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryRecord } from '../entry';
import type { RunNumber } from '../input';
import type { IncidentKind } from '../state';
import type { SagaNames } from './saga-names';
import { type RunStory, type SagaStory, sagaStory, type UndoStory } from './saga-story';

export interface SentencePart {
	readonly text: string;
	readonly tone: 'plain' | 'strong' | 'good' | 'bad' | 'warn';
}

export type Waiting =
	/** For an answer, until `until` at most. */
	| (WaitingWork & { readonly for: 'reply'; readonly participant: string })
	/** For the next attempt at `until`. */
	| (WaitingWork & { readonly for: 'next-attempt'; readonly participant: string })
	/** For other ways to meet this one, or for an open pivot. */
	| { readonly for: 'others'; readonly node: NodeId; readonly text: string }
	| {
			readonly for: 'person';
			readonly incident: number;
			readonly kind: IncidentKind;
			readonly node: NodeId | null;
			readonly text: string;
	  };

interface WaitingWork {
	readonly run: RunNumber;
	readonly undo: boolean;
	readonly node: NodeId;
	readonly attempt: number;
	readonly attemptsMax: number;
	/** Milliseconds since the epoch. */
	readonly until: number | null;
	readonly text: string;
}

export interface SagaDescription {
	readonly sentence: readonly SentencePart[];
	/** Persons first, then by instant. */
	readonly waitingFor: readonly Waiting[];
}

export function describeSaga(names: SagaNames, records: readonly HistoryRecord[]): SagaDescription {
	const story = sagaStory(records);
	return { sentence: sentenceOf(names, story), waitingFor: waitsOf(names, story) };
}

function sentenceOf(names: SagaNames, story: SagaStory): SentencePart[] {
	switch (story.status) {
		case 'completed':
			return [part('Completed', 'good'), part(': every step on its way is done.')];
		case 'compensated':
			return [...causeParts(names, story), part(' '), part('Everything is undone.', 'good')];
		case 'failed':
			return [
				...causeParts(names, story),
				part(' '),
				part(`Not undone: ${story.gaps.map((gap) => names.node(gap.step)).join(', ')}.`, 'bad'),
			];
		case 'cancelled':
			return [part('Cancelled', 'strong'), part('.')];
		case 'compensating':
			return [...causeParts(names, story), part(' '), ...unwindingParts(names, story)];
		case 'running':
			return runningParts(names, story);
	}
}

/** "Card declined." What the participant said, in its words, else what happened in ours. */
function causeParts(names: SagaNames, { cause }: SagaStory): SentencePart[] {
	if (cause === null) return [];
	if (cause.step === null) return [part(`${cause.code}.`, 'strong')];
	const step = names.node(cause.step);
	if (cause.code === 'TIMEOUT')
		return [part('No reply', 'strong'), part(` from ${names.participant(cause.step, false)} for ${step}.`)];
	if (cause.code === 'UNAVAILABLE')
		return [part(names.participant(cause.step, false), 'strong'), part(` was not available for ${step}.`)];
	const said = cause.message.trim() === '' ? cause.code : cause.message.trim().replace(/\.$/, '');
	return [part(step, 'strong'), part(' failed: '), part(said, 'strong'), part('.')];
}

function unwindingParts(names: SagaNames, story: SagaStory): SentencePart[] {
	const stuck = stuckUndo(story);
	if (stuck) return [part(`The undo of ${names.run(stuck.run)} is stuck`, 'bad'), part(': a person is needed.')];
	const { undone, toUndo } = undoCount(story);
	const settling = openWork(story.runs).length;
	if (settling > 0)
		return [part(`Waiting for ${counted(settling, 'open step')}`, 'warn'), part(', then undoing what was done.')];
	if (undone === 0) return [part(`Undoing ${counted(toUndo, 'step')}.`, 'warn')];
	return [part(`Undoing ${counted(toUndo, 'step')}`, 'warn'), part(`; ${undone} done.`)];
}

/** Of the steps that had an effect, without those that need no undo or cannot have one. */
function undoCount({ runs, undos }: SagaStory): { undone: number; toUndo: number } {
	let undone = 0;
	let toUndo = 0;
	for (const { run, outcome } of runs.values()) {
		if (outcome !== 'completed' && outcome !== 'unknown') continue;
		const undo = undos.get(run)?.outcome;
		if (undo === 'harmless' || undo === 'gap') continue;
		toUndo += 1;
		if (undo === 'undone') undone += 1;
	}
	return { undone, toUndo };
}

function stuckUndo({ undos, incidents }: SagaStory): UndoStory | null {
	for (const { run } of incidents.values()) {
		const undo = run === null ? undefined : undos.get(run);
		if (undo?.outcome === 'open') return undo;
	}
	return null;
}

function runningParts(names: SagaNames, story: SagaStory): SentencePart[] {
	const [incident] = story.incidents.values();
	if (incident) {
		const place = incident.node === null ? 'The saga' : names.node(incident.node);
		return [part(`${place} is stuck`, 'bad'), part(`: ${incident.message}`)];
	}
	const open = openWork(story.runs);
	const troubled = open.find((run) => run.phase === 'backoff' || run.attempts.length > 1);
	if (troubled) return troubledParts(names, troubled);
	if (open.length === 0) return [part('Running.', 'strong')];
	return [part('Waiting for '), part(listed(open.map((run) => names.run(run.run))), 'strong'), part('.')];
}

/** "No reply from hotel; attempt 2 of 5." */
function troubledParts(names: SagaNames, run: RunStory): SentencePart[] {
	const participant = names.participant(run.step, false);
	const failure = run.attempts.findLast((attempt) => attempt.failure !== null)?.failure;
	const what =
		failure?.cause === 'timeout'
			? `No reply from ${participant}`
			: failure?.cause === 'failed'
				? `${names.run(run.run)} failed (${failure.code})`
				: `${participant} is not available`;
	return [part(what, 'warn'), part(`; ${attemptWords(names, run, false)}.`)];
}

function attemptWords(names: SagaNames, work: RunStory | UndoStory, undo: boolean): string {
	const sent = work.attempts.at(-1)?.attempt ?? 0;
	const max = names.attemptsMax(work.step, undo);
	const attempt = work.phase === 'backoff' ? sent + 1 : sent;
	const which = attempt > max ? `attempt ${attempt}` : `attempt ${attempt} of ${max}`;
	return work.phase === 'backoff' ? `${which} follows` : which;
}

function waitsOf(names: SagaNames, story: SagaStory): Waiting[] {
	const persons: Waiting[] = [...story.incidents.values()].map(({ incident, kind, node, message }) => ({
		for: 'person',
		incident,
		kind,
		node,
		text: message,
	}));
	const held = new Set([...story.incidents.values()].map(({ run }) => run));
	const works = [
		...openWork(story.runs).map((run) => workWait(names, run, false, held.has(run.run))),
		...openWork(story.undos).map((undo) => workWait(names, undo, true, held.has(undo.run))),
	].filter((wait) => wait !== null);
	return [...persons, ...works.sort((left, right) => instantOf(left) - instantOf(right))];
}

function workWait(names: SagaNames, work: RunStory | UndoStory, undo: boolean, hasIncident: boolean): Waiting | null {
	const { run, step: node, dueAt: until, phase } = work;
	const name = undo ? `the undo of ${names.run(run)}` : names.run(run);
	if (phase === 'stuck') {
		if (hasIncident) return null;
		return { for: 'others', node, text: `${name} has failed; the open point of no return decides what follows` };
	}
	const participant = names.participant(node, undo);
	const attempt = work.attempts.at(-1)?.attempt ?? 0;
	const facts = { run, undo, node, attempt, attemptsMax: names.attemptsMax(node, undo), until, participant };
	if (phase === 'backoff') return { ...facts, for: 'next-attempt', text: `next attempt of ${name}` };
	return { ...facts, for: 'reply', text: `reply of ${participant} to ${name}, ${attemptWords(names, work, undo)}` };
}

function instantOf(wait: Waiting): number {
	return 'until' in wait ? (wait.until ?? 0) : 0;
}

function openWork<Work extends RunStory | UndoStory>(works: ReadonlyMap<RunNumber, Work>): Work[] {
	return [...works.values()].filter((work) => work.outcome === 'open');
}

function part(text: string, tone: SentencePart['tone'] = 'plain'): SentencePart {
	return { text, tone };
}

function counted(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function listed(names: readonly string[]): string {
	if (names.length < 2) return names.join('');
	return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
