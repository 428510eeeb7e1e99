/** One short plain sentence per entry of a history, for the people who read it. Every entry type has one. */
import type { HistoryEntry } from '../entry';
import type { SagaStatus } from '../state';
import { describeOther } from './describe-other';
import type { SagaNames } from './saga-names';

export function describeEntry(names: SagaNames, entry: HistoryEntry): string {
	switch (entry.type) {
		case 'sagaStarted':
			return entry.businessKey === null ? 'The saga started.' : `The saga started for ${entry.businessKey}.`;
		case 'edgesTaken':
			return entry.edges.length === 1
				? `It went on from ${names.node(entry.node)}.`
				: `It went on from ${names.node(entry.node)} on ${entry.edges.length} ways at once.`;
		case 'joined':
			return `All ways met at ${names.node(entry.node)}.`;
		case 'tokenEnded':
			return `A way ended at ${names.node(entry.node)}.`;
		case 'variablesSet':
			return `Variables were set: ${Object.keys(entry.values).join(', ')}.`;
		case 'unwindingStarted':
			return entry.cause.step === null
				? `The saga began to unwind: ${entry.cause.code}.`
				: `The saga began to unwind, because ${names.node(entry.cause.step)} failed (${entry.cause.code}).`;
		case 'incidentOpened':
			return `A person is needed: ${entry.message}`;
		case 'incidentResolved':
			return resolved[entry.by];
		case 'operatorActed':
			return `${entry.actor} ${actedWords(entry.action, entry.run === null ? '' : names.run(entry.run))}: ${entry.reason}`;
		case 'statusChanged':
			return `The saga is ${statusWords[entry.status]}.`;
		case 'sagaEnded':
			return entry.gaps.length === 0
				? `The saga ended ${statusWords[entry.status]}.`
				: `The saga ended ${statusWords[entry.status]}; not undone: ${entry.gaps.map((gap) => names.node(gap.step)).join(', ')}.`;
		case 'undoStarted':
		case 'undoAttemptSent':
		case 'undoAttemptFailed':
		case 'undoCompleted':
		case 'undoSkipped':
		case 'undoMarked':
		case 'undoThrown':
		case 'throwConfirmed':
		case 'undoChanged':
			return describeUndo(names, entry);
		case 'stepStarted':
		case 'attemptSent':
		case 'attemptFailed':
		case 'stepParked':
		case 'parkEnded':
		case 'stepCompleted':
		case 'stepFailed':
		case 'stepUnknown':
		case 'stepAbandoned':
		case 'outputLearned':
		case 'replyIgnored':
			return describeRun(names, entry);
		default:
			return describeOther(names, entry);
	}
}

const acts: Readonly<Record<string, (what: string) => string>> = {
	retry: (what) => `had ${what} tried again`,
	retryNode: () => 'had what was held tried again',
	supplyReply: (what) => `supplied the reply to ${what}`,
	skipDone: (what) => `said that ${what} had been done`,
	skipNotDone: (what) => `skipped ${what} as not done`,
	markUndone: (what) => `marked ${what} as undone`,
	acceptGap: (what) => `accepted that ${what} stays`,
	undoEverything: () => 'had everything undone',
	undoBackTo: (what) => `went back to before ${what}`,
	moveToken: (what) => `moved the token${what === '' ? '' : ` of ${what}`}`,
	cancelWithUndo: () => 'cancelled the saga with undo',
	cancelWithoutUndo: () => 'cancelled the saga without undo',
	suspend: () => 'suspended the saga',
	resume: () => 'resumed the saga',
	migrate: () => 'had it go on with another version',
	unwindForCaller: () => 'asked for it to be undone',
};

/** An action of a later version is told by its name. */
function actedWords(action: string, what: string): string {
	return acts[action]?.(what) ?? `chose to ${action} ${what}`.trimEnd();
}

const resolved = {
	retry: 'The incident is resolved: it was tried again.',
	reply: 'The incident is resolved by an answer.',
	end: 'The incident is closed, because what it was about has ended.',
	operator: 'The incident is resolved by a person.',
};

const statusWords: Record<SagaStatus, string> = {
	running: 'running',
	compensating: 'being undone',
	completed: 'completed',
	compensated: 'with everything undone',
	failed: 'with effects that could not be undone',
	cancelled: 'cancelled',
};

type RunEntry = Extract<
	HistoryEntry,
	{
		type:
			| 'stepStarted'
			| 'attemptSent'
			| 'attemptFailed'
			| 'stepCompleted'
			| 'stepFailed'
			| 'stepUnknown'
			| 'stepAbandoned'
			| 'stepParked'
			| 'parkEnded'
			| 'outputLearned'
			| 'replyIgnored';
	}
>;

function describeRun(names: SagaNames, entry: RunEntry): string {
	switch (entry.type) {
		case 'stepStarted':
			return `${names.run(entry.run)} was asked of ${names.participant(entry.step, false)}.`;
		case 'attemptSent':
			return `${names.run(entry.run)} was sent again (attempt ${entry.attempt}).`;
		case 'attemptFailed':
			return `${names.run(entry.run)}: ${failureWords(entry)} (attempt ${entry.attempt}).${againWords(entry.retryAt)}`;
		case 'stepCompleted':
			return `${names.run(entry.run)} was done.`;
		case 'stepFailed':
			return `${names.run(entry.run)} failed without effect (${entry.code}).`;
		case 'stepUnknown':
			return `${names.run(entry.run)} ended without an answer, so it is undone as if it had been done.`;
		case 'stepAbandoned':
			return `${names.run(entry.run)} was left before its answer, so it is undone at once.`;
		case 'stepParked':
			return `${names.run(entry.run)} waits to be tried again.`;
		case 'parkEnded':
			return `${names.run(entry.run)} has waited long enough.`;
		case 'outputLearned':
			return `A late answer says that ${names.run(entry.run)} was done after all; its undo will use it.`;
		case 'replyIgnored':
			return `${ignored[entry.reason]} to ${entry.undo ? 'the undo of ' : ''}${names.run(entry.run)} changed nothing.`;
	}
}

const ignored = {
	duplicate: 'A repeated answer',
	late: 'A late answer',
	'old-attempt': 'An answer to an older attempt',
};

type UndoEntry = Extract<
	HistoryEntry,
	{
		type:
			| 'undoStarted'
			| 'undoAttemptSent'
			| 'undoAttemptFailed'
			| 'undoCompleted'
			| 'undoSkipped'
			| 'undoMarked'
			| 'undoThrown'
			| 'throwConfirmed'
			| 'undoChanged';
	}
>;

function describeUndo(names: SagaNames, entry: UndoEntry): string {
	switch (entry.type) {
		case 'undoStarted':
			if (entry.by !== undefined) return `The undo of ${names.run(entry.run)} began.`;
			return entry.dueAt === null
				? `The undo of ${names.run(entry.run)} could not be sent.`
				: `The undo of ${names.run(entry.run)} was asked of ${names.participant(entry.step, true)}.`;
		case 'undoAttemptSent':
			return `The undo of ${names.run(entry.run)} was sent again (attempt ${entry.attempt}).`;
		case 'undoAttemptFailed':
			return `The undo of ${names.run(entry.run)}: ${failureWords(entry)} (attempt ${entry.attempt}).${againWords(entry.retryAt)}`;
		case 'undoCompleted':
			return `${names.run(entry.run)} was undone.`;
		case 'undoMarked':
			return entry.as === 'undone'
				? `A person says that ${names.run(entry.run)} is undone${because(entry.because)}.`
				: `A person accepts that ${names.run(entry.run)} stays${because(entry.because)}.`;
		case 'undoThrown':
			return `${names.node(entry.node)} has ${entry.set.length === 1 ? '1 step' : `${entry.set.length} steps`} undone.`;
		case 'throwConfirmed':
			return `What ${names.node(entry.node)} asked for is undone.`;
		case 'undoChanged':
			return `${names.run(entry.run)} had been completed all the same, so its own compensation undoes it.`;
		case 'undoSkipped':
			return entry.effect === 'harmless'
				? `${names.run(entry.run)} needs no undo${because(entry.because)}.`
				: `${names.run(entry.run)} cannot be undone${because(entry.because)}.`;
	}
}

function because(reason: string): string {
	return reason === '' ? '' : `: ${reason}`;
}

function againWords(retryAt: number | null): string {
	return retryAt === null ? '' : ' It will be tried again.';
}

function failureWords(entry: Extract<HistoryEntry, { type: 'attemptFailed' | 'undoAttemptFailed' }>): string {
	switch (entry.cause) {
		case 'failed':
			return `failed with ${entry.code}${because(entry.message)}`;
		case 'unavailable':
			return `not available${because(entry.message)}`;
		case 'timeout':
			return 'no answer in time';
		case 'send-refused':
			return `the message could not be sent${because(entry.message)}`;
	}
}
