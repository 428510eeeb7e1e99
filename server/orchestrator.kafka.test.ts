/** The same over real Kafka: sagas end, unwind, and survive the death of their orchestrator. */
import { expect, test } from 'vitest';
import { orderFlow, orderPayload } from '@/bench/throughput/order-flow';
import { keysOf, testInstallation } from '@/tools/test-installation';
import { deploy, eventually, orchestratorProcess, requestStart } from '@/tools/test-orchestrator';

const { rows, prefix, environment, pool, bus, orchestrator, participants, ended } = testInstallation('kafka');

test('an orchestrator that is killed in mid-saga loses no command and doubles no effect', async () => {
	await deploy(pool(), orderFlow(60_000, prefix));
	const participant = await participants();
	const ids = await Promise.all(
		Array.from({ length: 12 }, (_, number) =>
			requestStart(pool(), 'bench-order', orderPayload(number, number % 4 === 0 ? 'ship' : '')),
		),
	);
	const doomed = orchestratorProcess({ ...environment(), UNWIND_FAILPOINTS: 'after-commit:2' });
	expect(await doomed.ended).toBe('SIGKILL');
	await rows('update outbox set lease_until = now()');
	orchestrator();
	for (const [number, id] of ids.entries()) {
		const fails = number % 4 === 0;
		expect(await ended(id)).toBe(fails ? 'compensated' : 'completed');
		expect(keysOf(participant, id)).toEqual(fails ? ['1', '2', '2/undo', '1/undo'] : ['1', '2', '3']);
	}
});

test('a record that is no reply becomes a dead letter, in the table and on the topic', async () => {
	await deploy(pool(), orderFlow(60_000, prefix));
	orchestrator();
	await participants();
	const letters: string[] = [];
	await bus().ensureTopics(
		['saga.replies', 'saga.dead-letters'].map((name) => ({ name: prefix + name, partitions: 2 })),
	);
	const consumer = await bus().consume({
		group: `${prefix}letters`,
		topics: [`${prefix}saga.dead-letters`],
		receive: async ({ records, resolve }) => {
			for (const record of records) {
				letters.push(record.value?.toString() ?? '');
				resolve(record.offset);
			}
		},
	});
	const producer = await bus().producer();
	await producer.send([{ topic: `${prefix}saga.replies`, key: 'k', value: 'no json', headers: {} }]);
	await producer.stop();
	const id = await requestStart(pool(), 'bench-order', orderPayload(1));
	expect(await ended(id)).toBe('completed');
	const letter = await eventually('the dead letter on its topic', () =>
		letters.find((text) => text.includes('not-json')),
	);
	expect(JSON.parse(letter)).toMatchObject({ reason: 'not-json', source: { topic: `${prefix}saga.replies` } });
	const [stored] = await rows<{ reason: string; value: Buffer }>('select reason, value from dead_letter');
	expect(stored).toMatchObject({ reason: 'not-json', value: Buffer.from('no json') });
	await consumer.stop();
});
