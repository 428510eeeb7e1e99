/**
 * Replies from the transport into the lanes. A record is decoded here; whatever cannot be decoded becomes a dead letter
 * in the same transactions as all else, so its partition moves on.
 *
 * Invariant: an offset is resolved only when everything up to it has been committed. If we die before that, the records
 * come again, and the engine ignores the replies that it has had.
 */
import type { Fetch, ReceivedRecord } from '@/bus/bus';
import { decodeReply, type ReceivedReply } from '@/contract/wire/reply';
import type { SagaId } from '@/saga/engine/input';
import { checkJson } from '@/saga/expression/json';
import type { Arrival } from './arrival';
import { deadLetterOf } from './dead-letters';
import type { Failpoint } from './failpoint';
import type { Lanes } from './lanes';

const resolveEveryMs = 200;

export interface ReceiverOptions {
	readonly lanes: Lanes;
	readonly failpoint: Failpoint;
}

export function receiveReplies({ lanes, failpoint }: ReceiverOptions): (fetch: Fetch) => Promise<void> {
	return async ({ records, resolve, signal }) => {
		const settled = records.map((record) => lanes.submit(replyArrival(record)));
		const taken = takenAway(signal);
		try {
			let resolvedAt = performance.now();
			for (const [place, record] of records.entries()) {
				const settlement = await Promise.race([settled[place], taken.promise]);
				if (settlement !== 'done') return;
				const last = place === records.length - 1;
				if (last) failpoint('before-resolve');
				if (last || performance.now() - resolvedAt > resolveEveryMs) {
					resolve(record.offset);
					resolvedAt = performance.now();
				}
			}
		} finally {
			taken.forget();
		}
	};
}

/** Resolves when the partition is no longer ours; to be forgotten, because the signal outlives many fetches. */
function takenAway(signal: AbortSignal) {
	let tell = () => {};
	const promise = new Promise<void>((resolve) => {
		tell = resolve;
		if (signal.aborted) resolve();
		else signal.addEventListener('abort', tell, { once: true });
	});
	return { promise, forget: () => signal.removeEventListener('abort', tell) };
}

function replyArrival(record: ReceivedRecord): Arrival {
	const decoded = decodeReply(record);
	if (!decoded.ok) return { kind: 'deadLetter', letter: deadLetterOf(record, decoded.reason, decoded.detail) };
	const { reply } = decoded;
	const problem = reply.answer.type === 'completed' ? checkJson(reply.answer.output) : null;
	if (problem) {
		const detail = `The output${problem.path === '' ? '' : ` at ${problem.path}`}: ${problem.reason}.`;
		return { kind: 'deadLetter', letter: deadLetterOf(record, problem.code, detail) };
	}
	return { kind: 'input', sagaId: reply.sagaId as SagaId, input: inputOf(reply), record };
}

function inputOf({ run, undo, attempt, answer }: ReceivedReply): Extract<Arrival, { kind: 'input' }>['input'] {
	return { type: undo ? 'undoReplyReceived' : 'replyReceived', run, attempt, answer };
}
