/**
 * The plain sentence on top of a saga's page, and what or whom it waits for: why it is where it is, before anything else.
 * In parts, so that the screen can emphasise without parsing text; joined they read as a sentence.
 */
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryRecord } from '../entry';
import type { RunNumber } from '../input';
import type { UndoPlan } from '../undo/undo-plan-types';
import type { SagaNames } from './saga-names';
import { type RunStory, type SagaStory, sagaStory, type UndoStory } from './saga-story';
import { attemptWords, listed, openVisits, openWork, type Waiting, waitsOf } from './waiting';

export interface SentencePart {
	/** Of an instant: as UTC, for where no screen writes it better. */
	readonly text: string;
	/** An instant, which a screen writes in its own time zone. Milliseconds since the epoch. */
	readonly at?: number;
	readonly tone: 'plain' | 'strong' | 'good' | 'bad' | 'warn';
}

export interface SagaDescription {
	readonly sentence: readonly SentencePart[];
	/** Persons first, then by instant. */
	readonly waitingFor: readonly Waiting[];
}

/** `plan`: how much is to be undone and is; without it steps are counted. */
export function describeSaga(
	names: SagaNames,
	records: readonly HistoryRecord[],
	plan: Pick<UndoPlan, 'undone' | 'toUndo'> | null = null,
): SagaDescription {
	const story = sagaStory(records);
	const sentence = sentenceOf(names, story, plan ?? undoCount(story));
	return { sentence: [...suspendedParts(story), ...sentence], waitingFor: waitsOf(names, story) };
}

type Counts = Pick<UndoPlan, 'undone' | 'toUndo'>;

function suspendedParts({ suspended, parked, endedAt }: SagaStory): SentencePart[] {
	if (!suspended || endedAt !== null) return [];
	const waits =
		parked === 0 ? ': nothing goes on until it is resumed. ' : `; ${counted(parked, 'input')} kept for later. `;
	return [part('Suspended', 'strong'), part(waits)];
}

function sentenceOf(names: SagaNames, story: SagaStory, counts: Counts): SentencePart[] {
	switch (story.status) {
		case 'completed':
			return [part('Completed', 'good'), part(': every step on its way is done.'), ...standingParts(names, story)];
		case 'compensated':
			return [...causeParts(names, story), part(' '), part('Everything is undone.', 'good')];
		case 'failed':
			return [
				...causeParts(names, story),
				part(' '),
				part(`Not undone: ${story.gaps.map((gap) => names.node(gap.step)).join(', ')}.`, 'bad'),
			];
		case 'cancelled':
			return [part('Cancelled without undo', 'strong'), part('.'), ...standingParts(names, story)];
		case 'compensating':
			return [...causeParts(names, story), part(' '), ...unwindingParts(names, story, counts)];
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

/** What interruptions, abandoned runs or a cancellation have left: nothing undoes it any more. */
function standingParts(names: SagaNames, { standing }: SagaStory): SentencePart[] {
	if (standing.length === 0) return [];
	return [part(' Still standing: '), part(listed(standing.map(({ run }) => names.run(run))), 'warn'), part('.')];
}

function unwindingParts(names: SagaNames, story: SagaStory, counts: Counts): SentencePart[] {
	const stuck = stuckUndo(story);
	if (stuck) return [part(`The undo of ${names.run(stuck.run)} is stuck`, 'bad'), part(': a person is needed.')];
	const { undone, toUndo } = counts;
	const back = [...story.throws.values()].find(({ backTo }) => backTo !== null);
	if (story.cause === null) return throwParts(names, story, back?.backTo ?? null);
	const settling = openWork(story.runs).filter(({ run }) => !isInUndo(story, run)).length;
	if (settling > 0)
		return [part(`Waiting for ${counted(settling, 'open step')}`, 'warn'), part(', then undoing what was done.')];
	if (undone === 0) return [part(`Undoing ${counted(toUndo, 'step')}.`, 'warn')];
	return [part(`Undoing ${counted(toUndo, 'step')}`, 'warn'), part(`; ${undone} done.`)];
}

/** Of the steps that had an effect, without those that need no undo or cannot have one. */
function undoCount(story: SagaStory): Counts {
	const { runs, undos } = story;
	let undone = 0;
	let toUndo = 0;
	for (const { run, outcome } of runs.values()) {
		if (outcome === 'open' || outcome === 'failed' || isInUndo(story, run)) continue;
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

/** An undo that the flow ordered, or a person by going back: the saga goes on afterwards. */
function throwParts(names: SagaNames, { throws, undos }: SagaStory, backTo: NodeId | null): SentencePart[] {
	const set = new Set([...throws.values()].flatMap((open) => open.set));
	const done = [...undos.values()].filter(({ run, outcome }) => set.has(run) && outcome !== 'open').length;
	const what = part(`Undoing ${counted(set.size, 'step')}`, 'warn');
	const progress = part(done === 0 ? '' : `; ${done} done`);
	return backTo === null
		? [what, progress, part(', then it goes on.')]
		: [what, progress, part(', to go back to before '), part(names.node(backTo), 'strong'), part('.')];
}

function runningParts(names: SagaNames, story: SagaStory): SentencePart[] {
	const [incident] = story.incidents.values();
	if (incident) {
		const place = incident.node === null ? 'The saga' : names.node(incident.node);
		return [part(`${place} is stuck`, 'bad'), part(`: ${incident.message}`)];
	}
	const back = [...story.throws.values()].find(({ backTo }) => backTo !== null);
	if (back) return throwParts(names, story, back.backTo);
	const open = openWork(story.runs);
	const troubled = open.find((run) => run.phase === 'backoff' || (run.phase === 'sent' && run.attempts.length > 1));
	const waits = waitsOf(names, story);
	const approvals = waits.filter((wait) => wait.for === 'approval');
	if (approvals.length > 0) return [...approvalParts(names, approvals), ...besides(waits.length - approvals.length)];
	if (troubled) return troubledParts(names, troubled);
	if (story.throws.size > 0) return throwParts(names, story, null);
	return waitingParts(names, story, waits);
}

/** "Waits for Ada to approve Refund." */
function approvalParts(names: SagaNames, approvals: readonly Extract<Waiting, { for: 'approval' }>[]): SentencePart[] {
	const who = [...new Set(approvals.map(({ candidates }) => candidates || 'somebody'))];
	const what = approvals.map(({ run }) => names.run(run));
	return [
		part('Waits for '),
		part(listed(who, 'or'), 'strong'),
		part(' to decide: '),
		part(listed(what), 'strong'),
		part('.'),
	];
}

function besides(others: number): SentencePart[] {
	return others === 0 ? [] : [part(` Beside it, ${others === 1 ? '1 thing goes' : `${others} things go`} on.`)];
}

/** "Waiting for payment received (4711) until 14:03." What is inside a for-each is counted, not listed. */
function waitingParts(names: SagaNames, story: SagaStory, waits: readonly Waiting[]): SentencePart[] {
	const each = openVisits(story).flatMap((visit) => (visit.kind === 'scope' && visit.count !== null ? [visit] : []));
	const counts = each.map(({ node, count, elementsDone }) => `${names.node(node)} (${elementsDone} of ${count} done)`);
	const [parked] = waits.filter((wait) => wait.for === 'again');
	if (parked && waits.length === 1)
		return [
			part(names.run(parked.run), 'strong'),
			part(' is parked: it waits to be tried again'),
			...untilParts(parked.until),
		];
	const inEach = new Set(each.map(({ node }) => node));
	const rest = waits.filter((wait) => !('node' in wait && wait.node !== null && inEach.has(wait.node)));
	const words = [...counts, ...rest.map((wait) => shortWords(names, wait))];
	if (words.length === 0) return [part('Running.', 'strong')];
	const events = rest.filter((wait) => wait.for === 'event');
	const until = rest.length === 1 && counts.length === 0 ? (events[0]?.until ?? null) : null;
	if (until !== null && words[0] === 'a moment') return [part('Waiting '), ...untilParts(until, 'until ')];
	return [part('Waiting for '), part(listed(words), 'strong'), ...untilParts(until)];
}

function shortWords(names: SagaNames, wait: Waiting): string {
	switch (wait.for) {
		case 'event':
			return wait.text.replace(/ or a moment$/, '');
		case 'call':
			return `the called saga of ${names.run(wait.run)}`;
		case 'person':
		case 'others':
			return wait.text;
		default:
			return names.run(wait.run);
	}
}

function untilParts(at: number | null, before = ' until '): SentencePart[] {
	if (at === null) return [part('.')];
	return [part(before), { text: utcClock(at), tone: 'strong', at }, part('.')];
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

function part(text: string, tone: SentencePart['tone'] = 'plain'): SentencePart {
	return { text, tone };
}

function counted(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function isInUndo({ runs, visits }: SagaStory, run: RunNumber): boolean {
	for (let at = visits.all.get(runs.get(run)?.scope ?? 0); at !== undefined; at = visits.all.get(at.scope))
		if (at.kind === 'scope' && at.scopeKind === 'undo') return true;
	return false;
}

const dayMs = 86_400_000;

/** `14:03`, in UTC. */
function utcClock(at: number): string {
	const minutes = Math.floor((((at % dayMs) + dayMs) % dayMs) / 60_000);
	return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
