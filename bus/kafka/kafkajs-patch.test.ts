/** The patch of KafkaJS in patches/ is applied: an idle connection has no timer that re-arms itself. */
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

interface RequestQueue {
	readonly throttleCheckTimeoutId: unknown;
	checkPendingRequests(): void;
}

const RequestQueue: new (options: object) => RequestQueue = createRequire(import.meta.url)(
	'kafkajs/src/network/requestQueue/index.js',
);

it('sets no timer while no request waits', () => {
	const queue = new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1_000, logger: { debug: () => undefined } });
	queue.checkPendingRequests();
	expect(queue.throttleCheckTimeoutId).toBeNull();
});
