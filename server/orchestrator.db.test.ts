/** One saga and many, end to end over the PostgreSQL bus: the real store, the real transport, processes that die. */
import { describe, expect, test } from 'vitest';
import { orderFlow, orderPayload } from '@/bench/throughput/order-flow';
import { keysOf, obliging, testInstallation } from '@/tools/test-installation';
import { deploy, eventually, orchestratorProcess, requestStart } from '@/tools/test-orchestrator';
import { failpointNames } from './runtime/failpoint';

const { rows, environment, pool, orchestrator, participants, ended } = testInstallation();

describe('a saga', () => {
	test('runs to its end, and leaves its history, its row and nothing else', async () => {
		await deploy(pool(), orderFlow());
		orchestrator();
		const participant = await participants();
		const id = await requestStart(pool(), 'bench-order', orderPayload(2));
		expect(await ended(id)).toBe('completed');
		expect(participant.received.map(({ command }) => command)).toEqual(['reserve', 'charge', 'ship']);
		expect(await rows('select id, business_key, status, steps from saga')).toEqual([
			{ id, business_key: 'O-2', status: 'completed', steps: [] },
		]);
		expect(await rows('select seq from saga_history order by seq')).toEqual([
			{ seq: 1 },
			{ seq: 2 },
			{ seq: 3 },
			{ seq: 4 },
		]);
		expect(await rows('select * from saga_state')).toEqual([]);
		expect(await rows('select status from request')).toEqual([{ status: 'done' }]);
		await eventually('the outbox is empty', async () => (await rows('select * from outbox')).length === 0);
	});

	test('that fails undoes what was done, in reverse order', async () => {
		await deploy(pool(), orderFlow());
		orchestrator();
		const participant = await participants();
		const id = await requestStart(pool(), 'bench-order', orderPayload(1, 'ship'));
		expect(await ended(id)).toBe('compensated');
		expect(keysOf(participant, id)).toEqual(['1', '2', '2/undo', '1/undo']);
	});

	test('takes every reply twice and stays the same', async () => {
		await deploy(pool(), orderFlow());
		orchestrator();
		const participant = await participants(obliging, 2);
		const id = await requestStart(pool(), 'bench-order', orderPayload(1, 'ship'));
		expect(await ended(id)).toBe('compensated');
		expect(keysOf(participant, id)).toEqual(['1', '2', '2/undo', '1/undo']);
		await eventually('the last duplicate is recorded', async () => {
			const [late] = await rows<{ n: number }>(
				`select count(*)::int as n from saga_history where entries like '%replyIgnored%'`,
			);
			return late?.n === 5;
		});
		expect(await rows('select * from saga_state')).toEqual([]);
	});
});

describe('several orchestrators at once', () => {
	test('end every saga, each effect once', async () => {
		await deploy(pool(), orderFlow());
		for (let count = 0; count < 3; count += 1) orchestrator();
		const participant = await participants();
		const ids = await Promise.all(
			Array.from({ length: 60 }, (_, number) =>
				requestStart(pool(), 'bench-order', orderPayload(number, number % 3 === 0 ? 'charge' : '')),
			),
		);
		for (const [number, id] of ids.entries())
			expect(await ended(id)).toBe(number % 3 === 0 ? 'compensated' : 'completed');
		expect(new Set(participant.done).size).toBe(participant.done.length);
	});
});

describe('an orchestrator that is killed', () => {
	test.each(failpointNames)('at %s loses no command and doubles no effect', async (name) => {
		await deploy(pool(), orderFlow());
		const participant = await participants();
		const ids = await Promise.all(
			Array.from({ length: 12 }, (_, number) =>
				requestStart(pool(), 'bench-order', orderPayload(number, number % 4 === 0 ? 'ship' : '')),
			),
		);
		const doomed = orchestratorProcess({ ...environment(), UNWIND_FAILPOINTS: `${name}:2` });
		expect(await doomed.ended).toBe('SIGKILL');
		await rows(`update outbox set lease_until = now()`);
		orchestrator();
		for (const [number, id] of ids.entries()) {
			const fails = number % 4 === 0;
			expect(await ended(id)).toBe(fails ? 'compensated' : 'completed');
			expect(keysOf(participant, id)).toEqual(fails ? ['1', '2', '2/undo', '1/undo'] : ['1', '2', '3']);
		}
	});
});
