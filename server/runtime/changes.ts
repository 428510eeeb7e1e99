/** What a batch has come to, table by table, for the one write that stores it. */
import type { Assigned } from './assign';
import type { EventBatch } from './event-batch';
import { eventChangesOf } from './event-changes';
import { deadLetterMessage, type Topics } from './outgoing';
import type { BatchChanges } from './ports';
import { changeOf, wakeUpOf } from './saga-change';

export interface BatchFacts {
	readonly atMs: number;
	readonly acknowledged: readonly string[];
	readonly topics: Topics;
	readonly events: EventBatch | null;
}

export function changesOf(
	{ works, deadLetters, answers }: Assigned,
	{ atMs, acknowledged, topics, events }: BatchFacts,
): BatchChanges {
	const letters = [...deadLetters, ...works.flatMap((work) => work.deadLetters)];
	return {
		atMs,
		sagas: works.map(changeOf).filter((change) => change !== null),
		wakeUps: works.flatMap((work) => {
			const wakeAtMs = wakeUpOf(work);
			return wakeAtMs === undefined ? [] : [{ id: work.sagaId, wakeAtMs }];
		}),
		outbox: [
			...works.flatMap((work) => work.effects.outbox),
			...letters.map((letter) => deadLetterMessage(letter, topics)),
		],
		acknowledged,
		parked: works.flatMap((work) => work.parked),
		unparked: [...works.flatMap((work) => [...work.unparked, ...work.delivered]), ...(events?.forgotten ?? [])],
		faults: works.flatMap(({ fault, sagaId }) =>
			fault === null ? [] : [{ sagaId, kind: fault.reason, message: faultWords(fault.message) }],
		),
		faultsResolved: works.flatMap((work) => (work.resolved ? [work.sagaId] : [])),
		deadLetters: letters,
		answers: [...answers, ...works.flatMap((work) => work.answers)],
		audit: works.flatMap((work) => work.audit),
		events: eventChangesOf(works, events),
	};
}

function faultWords(message: string): string {
	return `An input of this saga could not be processed; it and all later ones wait, nothing is lost. Have the cause mended, then retry. (${message})`;
}
