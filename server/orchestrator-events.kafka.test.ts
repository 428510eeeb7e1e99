/** Events, a race, a call and an approval over real Kafka, in one saga, with the orchestrator killed in between. */
import { expect, test } from 'vitest';
import { deploySketch, tell } from '@/tools/test-events';
import { obliging, testInstallation } from '@/tools/test-installation';
import { eventually, orchestratorProcess, requestAction, requestStart } from '@/tools/test-orchestrator';

const { rows, prefix, environment, pool, bus, orchestrator, participants, ended } = testInstallation('kafka');

const names = ['a', 'b', 'c', 'x'].map((name) => prefix + name);
const topic = `${prefix}domain.events`;

test('a saga with a catch, a race, a call and an approval ends, whatever comes early, twice or over a death', async () => {
	await deploySketch(pool(), 'child: x → publish(delivered order)', { fields: { order: 'o-1' }, prefix });
	await deploySketch(
		pool(),
		`main: catch(paid order)[out.sum=event.sum] → a[in.sum=sum] → call(child)[in.order=order]
			→ race(delivered order: ask=approve[out.ok=reply.ok], timer PT1H: b) → c[in.ok=ok]`,
		{ fields: { order: 'o-1', ok: false }, prefix },
	);
	const participant = await participants(obliging, 1, names);
	const paid = { id: 'e-1', name: 'paid', key: 'o-1', data: { sum: 5 } };
	const doomed = orchestratorProcess({ ...environment(), UNWIND_FAILPOINTS: 'after-commit:3' });
	await tell(bus(), topic, paid, paid);
	await eventually('it is on the shelf', async () => (await rows('select 1 from early_message')).length === 1);
	const id = await requestStart(pool(), 'main', { order: 'o-1' });
	expect(await doomed.ended).toBe('SIGKILL');
	await rows('update outbox set lease_until = now()');
	orchestrator();
	await tell(bus(), topic, paid);
	const run = await eventually('a person is asked', async () => {
		const [asked] = await rows<{ entries: string }>(
			`select entries from saga_history where saga_id = $1 and entries like '%approvalOpened%'`,
			[id],
		);
		return asked && Number(/"type":"approvalOpened".*?"run":(\d+)/.exec(asked.entries)?.[1]);
	});
	await requestAction(pool(), id, { approval: { run, output: { ok: true } } });
	expect(await ended(id)).toBe('completed');
	const took = participant.received.filter(({ command }) => command === 'a' || command === 'c');
	expect(new Map(took.map(({ command, payload }) => [command, payload]))).toEqual(
		new Map<string, unknown>([
			['a', { sum: 5 }],
			['c', { ok: true }],
		]),
	);
	expect(new Set(participant.done).size).toBe(participant.done.length);
	expect(await rows('select * from saga_input')).toEqual([]);
	expect(await rows('select * from message_wait')).toEqual([]);
	// Twice told twice; a death between commit and offset brings some of them once more.
	const counted = await rows<{ fate: string; count: number }>(
		`select fate, count::int from message_count where name = 'paid'`,
	);
	expect(counted.map(({ fate }) => fate)).toEqual(['duplicate']);
	expect(counted[0]?.count).toBeGreaterThanOrEqual(2);
});

test('an event that is none becomes a dead letter, and the next one is taken', async () => {
	await deploySketch(pool(), 'flow: start(placed) → a', { prefix });
	orchestrator();
	await participants(obliging, 1, names);
	await bus().ensureTopics([{ name: topic, partitions: 2 }]);
	const producer = await bus().producer();
	await producer.send([{ topic, key: 'o-1', value: '{}', headers: {} }]);
	await producer.stop();
	await tell(bus(), topic, { id: 'e-1', name: 'placed', key: 'o-1' });
	await eventually('the saga has ended', async () => {
		return (await rows(`select 1 from saga where business_key = 'o-1' and status = 'completed'`)).length === 1;
	});
	const letters = await eventually('the dead letter', async () => {
		const found = await rows<{ topic: string; reason: string }>('select topic, reason from dead_letter');
		return found.length > 0 && found;
	});
	expect(letters).toEqual([{ topic, reason: 'not-a-cloud-event' }]);
});
