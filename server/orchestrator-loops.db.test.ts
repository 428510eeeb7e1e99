/** The loops around the spine, end to end: recovery, sweeping, time-outs. */
import { describe, expect, test } from 'vitest';
import { orderFlow, orderPayload } from '@/bench/throughput/order-flow';
import { obliging, testInstallation } from '@/tools/test-installation';
import { deploy, eventually, requestStart } from '@/tools/test-orchestrator';

const { rows, pool, orchestrator, participants, ended } = testInstallation();

describe('a database that goes away', () => {
	test('is waited for, and nothing is lost', async () => {
		await deploy(pool(), orderFlow());
		const participant = await participants();
		orchestrator();
		const ids = await Promise.all(
			Array.from({ length: 30 }, (_, number) => requestStart(pool(), 'bench-order', orderPayload(number))),
		);
		await eventually('some are under way', async () => (await rows('select * from saga')).length > 0);
		for (let cut = 0; cut < 5; cut += 1) {
			await rows(
				`select pg_terminate_backend(pid) from pg_stat_activity
					where datname = current_database() and application_name like 'unwind-orchestrator%'`,
			);
		}
		for (const id of ids) expect(await ended(id)).toBe('completed');
		expect(new Set(participant.done).size).toBe(participant.done.length);
	});
});

describe('the outbox sweeper', () => {
	test('sends what a dead writer left, and drops what is no longer open', async () => {
		await deploy(pool(), orderFlow());
		const participant = await participants(() => null);
		const first = orchestrator();
		const id = await requestStart(pool(), 'bench-order', orderPayload(1));
		await eventually('the command arrives', () => participant.received.length === 1);
		await eventually('its row is gone', async () => (await rows('select * from outbox')).length === 0);
		await first.stop();
		const leave = (run: number) =>
			rows(
				`insert into outbox (message_id, saga_id, kind, topic, key, headers, value, lease_until)
					values ($1, $2, 'command', 'stock.commands', $3, $4, '{}', now() - interval '1 s')`,
				[
					`${id}/${run}#1`,
					id,
					id,
					JSON.stringify({
						ce_specversion: '1.0',
						ce_id: `${id}/${run}#1`,
						ce_type: 'reserve',
						ce_source: '/unwind',
						ce_sagaid: id,
						ce_sagacommand: `${id}/${run}`,
						ce_sagaattempt: '1',
						ce_sagareplyto: 'saga.replies',
					}),
				],
			);
		await leave(1);
		await leave(7);
		orchestrator();
		await eventually('the open command arrives again', () => participant.received.length === 2);
		await eventually('nothing is left', async () => (await rows('select * from outbox')).length === 0);
		expect(participant.received.map(({ key }) => key)).toEqual([`${id}/1`, `${id}/1`]);
	});
});

describe('time-outs', () => {
	test('fire once the replies are read, with the same key', async () => {
		await deploy(pool(), orderFlow(300));
		orchestrator();
		const participant = await participants((command) => (command.attempt === 1 ? null : obliging(command)));
		const id = await requestStart(pool(), 'bench-order', orderPayload(1));
		expect(await ended(id)).toBe('completed');
		expect(participant.received.map(({ key, attempt }) => `${key.slice(id.length + 1)}#${attempt}`)).toEqual([
			'1#1',
			'1#2',
			'2#1',
			'2#2',
			'3#1',
			'3#2',
		]);
	});

	test('wait while a partition of the replies has not been read', async () => {
		await deploy(pool(), orderFlow(100));
		await rows(`insert into reply_read (topic, partition, read_to) values ('saga.replies', 99, 'epoch')`);
		orchestrator();
		const participant = await participants(() => null);
		await requestStart(pool(), 'bench-order', orderPayload(1));
		await eventually('the timer was looked at', async () => {
			const [state] = await rows<{ looked: boolean }>(
				`select wake_at > (select max(at) + interval '500 ms' from saga_history) as looked from saga_state`,
			);
			return state?.looked;
		});
		expect(participant.received.map(({ attempt }) => attempt)).toEqual([1]);
		await rows('delete from reply_read where partition = 99');
		await eventually('the second attempt', () => participant.received.some(({ attempt }) => attempt === 2));
	});
});
