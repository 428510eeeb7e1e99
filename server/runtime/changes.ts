/** What a batch has come to, table by table, for the one write that stores it. */
import type { Assigned } from './assign';
import { deadLetterMessage, type Topics } from './outgoing';
import type { BatchChanges } from './ports';

export function changesOf(
	{ works, deadLetters, answers }: Assigned,
	atMs: number,
	acknowledged: readonly string[],
	topics: Topics,
): BatchChanges {
	const letters = [...deadLetters, ...works.flatMap((work) => work.deadLetters)];
	return {
		atMs,
		sagas: works.map((work) => work.change()).filter((change) => change !== null),
		wakeUps: works.flatMap((work) => {
			const wakeAtMs = work.wakeUp();
			return wakeAtMs === undefined ? [] : [{ id: work.sagaId, wakeAtMs }];
		}),
		outbox: [...works.flatMap((work) => work.outbox), ...letters.map((letter) => deadLetterMessage(letter, topics))],
		acknowledged,
		parked: works.flatMap((work) => work.parked),
		unparked: works.flatMap((work) => work.unparked),
		faults: works.flatMap(({ fault, sagaId }) =>
			fault === null ? [] : [{ sagaId, kind: fault.reason, message: faultWords(fault.message) }],
		),
		faultsResolved: works.flatMap((work) => (work.resolved ? [work.sagaId] : [])),
		deadLetters: letters,
		answers: [...answers, ...works.flatMap((work) => work.answers)],
		audit: works.flatMap((work) => work.audit),
	};
}

function faultWords(message: string): string {
	return `An input of this saga could not be processed; it and all later ones wait, nothing is lost. Have the cause mended, then retry. (${message})`;
}
