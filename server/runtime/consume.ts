/**
 * Replies and events from the transport into the lanes. A record is decoded here; whatever cannot be decoded becomes a dead letter
 * in the same transactions as all else, so its partition moves on.
 *
 * Invariant: an offset is resolved only when everything up to it has been committed. If we die before that, the records
 * come again; the engine ignores the replies that it has had, the inbox the events.
 */
import type { Fetch, ReceivedRecord } from '@/bus/bus';
import { decodeDomainEvent } from '@/contract/wire/domain-event';
import { decodeReply, type ReceivedReply } from '@/contract/wire/reply';
import type { SagaId } from '@/saga/engine/input';
import { checkJson } from '@/saga/expression/json';
import type { Arrival, Settlement } from './arrival';
import { deadLetterOf } from './dead-letters';
import type { Failpoint } from './failpoint';
import type { Lanes } from './lanes';

export interface ReceiverOptions {
	readonly lanes: Lanes;
	readonly failpoint: Failpoint;
}

type Receive = (fetch: Fetch) => Promise<void>;

export function receiveReplies(options: ReceiverOptions): Receive {
	return receive(replyArrival, options);
}

export function receiveEvents(options: ReceiverOptions): Receive {
	return receive(eventArrival, options);
}

function receive(arrivalOf: (record: ReceivedRecord) => Arrival, { lanes, failpoint }: ReceiverOptions): Receive {
	return ({ records, resolve, signal }) =>
		new Promise((handBack) => {
			const settlements = new Array<Settlement | undefined>(records.length);
			let done = 0;
			let looking = false;
			// Once for all that one commit settles.
			const look = () => {
				looking = false;
				if (signal.aborted) return;
				const before = done;
				while (settlements[done] === 'done') done += 1;
				const last = records[done - 1];
				if (last !== undefined && done > before) {
					failpoint('before-resolve');
					resolve(last.offset);
				}
				// Handed back by a lane that stops: the next owner gets it, and all that is behind it.
				if (done === records.length || settlements[done] === 'busy') end();
			};
			const end = () => {
				signal.removeEventListener('abort', end);
				handBack();
			};
			signal.addEventListener('abort', end, { once: true });
			if (signal.aborted) return end();
			for (const [place, record] of records.entries()) {
				lanes.take(arrivalOf(record), (settlement) => {
					settlements[place] = settlement;
					if (looking) return;
					looking = true;
					queueMicrotask(look);
				});
			}
		});
}

function replyArrival(record: ReceivedRecord): Arrival {
	const decoded = decodeReply(record);
	if (!decoded.ok) return { kind: 'deadLetter', letter: deadLetterOf(record, decoded.reason, decoded.detail) };
	const { reply } = decoded;
	const problem = reply.answer.type === 'completed' ? checkJson(reply.answer.output) : null;
	if (problem) {
		return { kind: 'deadLetter', letter: deadLetterOf(record, problem.code, placed('The output', problem)) };
	}
	return { kind: 'input', sagaId: reply.sagaId as SagaId, input: inputOf(reply), record };
}

function eventArrival(record: ReceivedRecord): Arrival {
	const decoded = decodeDomainEvent(record);
	if (!decoded.ok) return { kind: 'deadLetter', letter: deadLetterOf(record, decoded.reason, decoded.detail) };
	const problem = checkJson(decoded.event.payload);
	if (problem === null) return { kind: 'event', event: decoded.event, record };
	return { kind: 'deadLetter', letter: deadLetterOf(record, problem.code, placed('The data', problem)) };
}

function placed(what: string, { path, reason }: { readonly path: string; readonly reason: string }): string {
	return `${what}${path === '' ? '' : ` at ${path}`}: ${reason}.`;
}

function inputOf({ run, undo, attempt, answer }: ReceivedReply): Extract<Arrival, { kind: 'input' }>['input'] {
	return { type: undo ? 'undoReplyReceived' : 'replyReceived', run, attempt, answer };
}
