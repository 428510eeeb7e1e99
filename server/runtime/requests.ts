/**
 * What the web asks for, into the lanes: starts and operator actions. A request is answered in the transaction that does
 * what it asks, under its lock, so it is done once however many orchestrators look.
 * `demo-kill` is no saga's: an orchestrator of the demo answers it and dies as by `kill -9`.
 */
import type { Arrival } from './arrival';
import type { Lanes } from './lanes';
import { Loop } from './loop';
import type { LoopStore, OpenRequest } from './ports';
import type { Publisher } from './publish';
import { arrivalOf } from './request-body';
import type { Trouble } from './trouble';

/** Beside the wake-ups. */
const everyMs = 250;
const requestsMax = 512;

export interface RequestOptions {
	readonly store: Pick<LoopStore, 'openRequests' | 'answerRequest'>;
	readonly lanes: Lanes;
	readonly publisher: Pick<Publisher, 'full'>;
	readonly trouble: Trouble;
	/** Started by the launcher for the demo, which starts it again when it dies. */
	readonly demo: boolean;
}

export function takeRequests(options: RequestOptions): Loop {
	const { store, lanes, publisher, trouble } = options;
	return new Loop({
		name: 'requests',
		everyMs,
		trouble,
		turn: async () => {
			// What is started now could not be told to anybody: the outbox is above its bound.
			if (publisher.full) return 'rest';
			const open = await store.openRequests(requestsMax);
			if (open.some(({ kind }) => kind === 'demo-kill')) await dieForTheDemo(open, options);
			const arrivals = open.filter(({ kind }) => kind !== 'demo-kill').map(toArrival);
			const settlements = await Promise.all(arrivals.map((arrival) => lanes.submit(arrival)));
			// Where others were faster with all of them there is no hurry either.
			return settlements.includes('done') ? 'again' : 'rest';
		},
	});
}

function toArrival(request: OpenRequest): Arrival {
	return (
		arrivalOf(request) ?? {
			kind: 'refuseRequest',
			requestId: request.id,
			message: 'this version of the orchestrator does not understand the request',
		}
	);
}

async function dieForTheDemo(open: readonly OpenRequest[], { store, demo }: RequestOptions): Promise<void> {
	if (!demo) return;
	for (const { id, kind } of open) {
		if (kind === 'demo-kill' && (await store.answerRequest({ id, refusal: null })))
			process.kill(process.pid, 'SIGKILL');
	}
}
