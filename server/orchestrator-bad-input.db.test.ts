/** What nobody can process, end to end: it is put aside with its reason, and everything else goes on. */
import { describe, expect, test } from 'vitest';
import { orderFlow, orderPayload } from '@/bench/throughput/order-flow';
import { encodeReply } from '@/contract/wire/reply';
import { obliging, testInstallation } from '@/tools/test-installation';
import { deploy, eventually, requestAction, requestStart } from '@/tools/test-orchestrator';

const { rows, pool, bus, orchestrator, participants, ended } = testInstallation();

describe('what nobody can process', () => {
	test('becomes a dead letter with its place, and the partition moves on', async () => {
		await deploy(pool(), orderFlow());
		orchestrator();
		await participants();
		const first = await requestStart(pool(), 'bench-order', orderPayload(1));
		expect(await ended(first)).toBe('completed');
		const producer = await bus().producer();
		const headers = {
			ce_specversion: '1.0',
			ce_id: 'x',
			ce_type: 'reserve.completed',
			ce_source: '/x',
			ce_sagaattempt: '1',
		};
		const unknown = '01900000-0000-7000-8000-000000000000';
		await producer.send([
			{ topic: 'saga.replies', key: 'k', value: 'no json', headers: {} },
			{ topic: 'saga.replies', key: 'k', value: '{}', headers: { from: 'elsewhere' } },
			{ topic: 'saga.replies', key: 'k', value: `"${'x'.repeat(300_000)}"`, headers },
			{
				topic: 'saga.replies',
				key: 'k',
				value: '{"__proto__":1}',
				headers: { ...headers, ce_sagacommand: `${first}/1` },
			},
			{ topic: 'saga.replies', key: 'k', value: '{}', headers: { ...headers, ce_sagacommand: `${unknown}/1` } },
			{ topic: 'saga.replies', key: 'k', value: '{}', headers: { ...headers, ce_sagacommand: `${first}/99` } },
		]);
		await producer.stop();
		const letters = await eventually('six dead letters', async () => {
			const found = await rows<{ reason: string; offset: string }>(
				'select reason, "offset" from dead_letter order by length("offset"), "offset"',
			);
			return found.length === 6 && found;
		});
		expect(letters.map(({ reason }) => reason)).toEqual([
			'not-json',
			'not-a-cloud-event',
			'too-large',
			'forbidden-key',
			'unknown-saga',
			'not-of-this-saga:no-such-run',
		]);
		expect(await ended(await requestStart(pool(), 'bench-order', orderPayload(2)))).toBe('completed');
	});

	test('a start whose payload does not fit is refused with its reason, and nothing is stored', async () => {
		await deploy(pool(), orderFlow());
		orchestrator();
		const id = await requestStart(pool(), 'bench-order', { order: { id: {} } });
		const refused = await eventually('the request is answered', async () => {
			const [request] = await rows<{ status: string; refusal: string }>(
				'select status, refusal from request where id = $1',
				[id],
			);
			return request?.status === 'open' ? null : request;
		});
		expect(refused.status).toBe('refused');
		expect(JSON.parse(refused.refusal)).toMatchObject({ code: 'payload' });
		expect(await rows('select * from saga')).toEqual([]);
	});

	test('an input that the store will never take is parked, its saga says so, and the others go on', async () => {
		await deploy(pool(), orderFlow());
		await rows(`create function refuse_poison() returns trigger language plpgsql as $$
			begin
				if new.input like '%poison%' then raise exception 'poison' using errcode = '22000'; end if;
				return new;
			end $$`);
		await rows('create trigger poison before insert on saga_history for each row execute function refuse_poison()');
		const participant = await participants((command) =>
			command.step === 'charge' && JSON.stringify(command.payload).includes('"O-3"')
				? { type: 'completed', output: { reference: 'poison' } }
				: obliging(command),
		);
		const ids = await Promise.all(
			Array.from({ length: 8 }, (_, number) => requestStart(pool(), 'bench-order', orderPayload(number))),
		);
		const refused = await requestStart(pool(), 'bench-order', { ...orderPayload(9), note: 'poison' });
		orchestrator();
		for (const [number, id] of ids.entries()) if (number !== 3) expect(await ended(id)).toBe('completed');
		await eventually('the poisoned input is parked', async () => (await rows('select * from saga_input')).length === 1);
		expect(await rows('select saga_id, kind from incident')).toEqual([{ saga_id: ids[3], kind: 'store-fault' }]);
		const [request] = await rows<{ status: string; refusal: string }>('select * from request where id = $1', [refused]);
		expect(request?.status).toBe('refused');
		expect(JSON.parse(request?.refusal ?? '')).toMatchObject({ code: 'store-fault' });

		await rows('drop trigger poison on saga_history');
		await requestAction(pool(), ids[3] ?? '', { action: null, reason: 'the trigger is gone' });
		expect(await ended(ids[3] ?? '')).toBe('completed');
		expect(new Set(participant.done).size).toBe(participant.done.length);
	});

	test('X-03 an input that breaks the engine is parked with all later ones, and retry runs them in order', async () => {
		await deploy(pool(), orderFlow());
		orchestrator();
		let silence = true;
		const participant = await participants((command) => (silence ? null : obliging(command)));
		const id = await requestStart(pool(), 'bench-order', orderPayload(1));
		const command = await eventually('the first command', () => participant.received[0]);
		const [{ state } = { state: '' }] = await rows<{ state: string }>('select state from saga_state');
		await rows(`update saga_state set state = '[0]'`);
		const producer = await bus().producer();
		await producer.send([encodeReply(command, 1, 'stock', obliging(command), 0)]);
		await eventually('the input is parked', async () => (await rows('select * from saga_input')).length === 1);
		await producer.send([encodeReply(command, 1, 'stock', obliging(command), 0)]);
		await producer.stop();
		await eventually('the later one too', async () => (await rows('select * from saga_input')).length === 2);
		expect(await rows('select kind, number from incident where resolved_at is null')).toEqual([
			{ kind: 'engine-fault', number: null },
		]);
		expect(await rows('select open_incidents from saga')).toEqual([{ open_incidents: 1 }]);

		silence = false;
		await rows('update saga_state set state = $1', [state]);
		await requestAction(pool(), id, { action: null, reason: 'mended' });
		expect(await ended(id)).toBe('completed');
		expect(await rows('select * from saga_input')).toEqual([]);
		expect(await rows('select open_incidents from saga')).toEqual([{ open_incidents: 0 }]);
		expect(await rows('select action, reason from audit_entry order by id')).toEqual([
			{ action: 'start', reason: '' },
			{ action: 'retryParked', reason: 'mended' },
		]);
	});
});
