/** What or whom a saga waits for, one by one: replies, next attempts, events, moments, people, other sagas. */
import type { NodeId } from '../../flow/nodes/node-base';
import type { RunNumber } from '../input';
import type { IncidentKind, SubscribedTo } from '../state';
import type { SagaNames } from './saga-names';
import type { RunStory, SagaStory, UndoStory } from './saga-story';
import type { VisitStory } from './visit-story';

export type Waiting =
	/** For an answer, until `until` at most. */
	| (WaitingWork & { readonly for: 'reply'; readonly participant: string })
	/** For the next attempt at `until`. */
	| (WaitingWork & { readonly for: 'next-attempt'; readonly participant: string })
	/** For other ways to meet this one, or for an open pivot. */
	| { readonly for: 'others'; readonly node: NodeId; readonly text: string }
	/** For a message, a signal or a moment, whichever comes first. */
	| {
			readonly for: 'event';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly until: number | null;
			readonly text: string;
	  }
	/** For somebody's decision. */
	| {
			readonly for: 'approval';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly candidates: string;
			readonly text: string;
	  }
	/** For the end of a saga that it called. */
	| {
			readonly for: 'call';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly child: string;
			readonly text: string;
	  }
	/** For a person or an event to have a parked step tried again, until `until` at most. */
	| {
			readonly for: 'again';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly until: number | null;
			readonly text: string;
	  }
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

export function waitsOf(names: SagaNames, story: SagaStory): Waiting[] {
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
		...openVisits(story).map((visit) => visitWait(names, story, visit)),
	].filter((wait) => wait !== null);
	return [...persons, ...works.sort((left, right) => instantOf(left) - instantOf(right))];
}

function workWait(names: SagaNames, work: RunStory | UndoStory, undo: boolean, hasIncident: boolean): Waiting | null {
	const { run, step: node, dueAt: until, phase } = work;
	const name = undo ? `the undo of ${names.run(run)}` : names.run(run);
	if (phase === 'inside') return null;
	if (phase === 'parked') return { for: 'again', run, node, until, text: `${name} waits to be tried again` };
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

function visitWait(names: SagaNames, story: SagaStory, visit: VisitStory): Waiting | null {
	const { run, node } = visit;
	switch (visit.kind) {
		case 'wait': {
			const on = listenedBy(story, run);
			const timers = on.flatMap((each) => (each.type === 'timer' ? [each.dueAt] : []));
			const until = timers.length === 0 ? null : Math.min(...timers);
			return { for: 'event', run, node, until, text: listed(on.map(eventWords), 'or') || names.run(run) };
		}
		case 'approval': {
			const candidates = names.candidates(node);
			return {
				for: 'approval',
				run,
				node,
				candidates,
				text: `${candidates || 'somebody'} to decide ${names.run(run)}`,
			};
		}
		case 'call':
			return { for: 'call', run, node, child: visit.child, text: `the end of the called saga of ${names.run(run)}` };
		case 'scope':
			return null;
	}
}

/** Waits, approvals, calls and scopes that are open now, the oldest first. */
export function openVisits({ visits }: SagaStory): VisitStory[] {
	return [...visits.all.values()].filter(({ outcome }) => outcome === 'open');
}

/** What a wait, a scope or an activity listens for. */
export function listenedBy({ visits }: SagaStory, host: RunNumber): SubscribedTo[] {
	return [...visits.listening.values()].filter((open) => open.host === host).map(({ on }) => on);
}

/** "payment received (4711)"; a moment is told by its instant, which is the screen's to write. */
export function eventWords(on: SubscribedTo): string {
	switch (on.type) {
		case 'message':
			return `${on.name} (${on.key})`;
		case 'signal':
			return `the signal ${on.signal}`;
		case 'timer':
			return 'a moment';
	}
}

export function listed(words: readonly string[], last = 'and'): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

export function attemptWords(names: SagaNames, work: RunStory | UndoStory, undo: boolean): string {
	const sent = work.attempts.at(-1)?.attempt ?? 0;
	const max = names.attemptsMax(work.step, undo);
	const attempt = work.phase === 'backoff' ? sent + 1 : sent;
	const which = attempt > max ? `attempt ${attempt}` : `attempt ${attempt} of ${max}`;
	return work.phase === 'backoff' ? `${which} follows` : which;
}

export function openWork<Work extends RunStory | UndoStory>(works: ReadonlyMap<RunNumber, Work>): Work[] {
	return [...works.values()].filter((work) => work.outcome === 'open');
}
