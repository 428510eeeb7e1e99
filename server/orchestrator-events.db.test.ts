/** Events, starts, signals, calls, approvals and timer starts, end to end over the PostgreSQL bus. */
import { describe, expect, test } from 'vitest';
import { encodeReply } from '@/contract/wire/reply';
import { deploySketch, tell } from '@/tools/test-events';
import { obliging, testInstallation } from '@/tools/test-installation';
import { eventually, requestAction, requestStart } from '@/tools/test-orchestrator';

const { rows, pool, bus, orchestrator, participants, ended } = testInstallation();

const topic = 'domain.events';
const answering = () => participants(obliging, 1, ['a', 'b', 'c', 'x', 'y']);
const sagas = (flow: string) =>
	rows<{ id: string; status: string; business_key: string | null }>(
		'select id, status, business_key from saga where flow_id = $1 order by started_at, id',
		[flow],
	);
const waiting = (name: string) =>
	eventually(`something waits for ${name}`, async () => {
		const found = await rows('select 1 from message_wait where name = $1', [name]);
		return found.length > 0;
	});
const counted = async (name: string, fate: string) => {
	const [row] = await rows<{ count: string }>('select count from message_count where name = $1 and fate = $2', [
		name,
		fate,
	]);
	return Number(row?.count ?? 0);
};

describe('an event', () => {
	test('comes to the wait that is open, and once only, however often it is delivered', async () => {
		await deploySketch(pool(), 'flow: catch(paid order)[out.sum=event.sum] → a[in.sum=sum]', {
			fields: { order: 'o-1' },
		});
		orchestrator();
		const participant = await answering();
		const id = await requestStart(pool(), 'flow', { order: 'o-1' });
		await waiting('paid');
		const paid = { id: 'e-1', name: 'paid', key: 'o-1', data: { sum: 5 } };
		await tell(bus(), topic, paid, paid);
		expect(await ended(id)).toBe('completed');
		expect(participant.received[0]?.payload).toEqual({ sum: 5 });
		await tell(bus(), topic, paid);
		await eventually('the repeats are counted', async () => (await counted('paid', 'duplicate')) === 2);
		expect(await rows('select * from message_wait')).toEqual([]);
		expect(await rows('select * from early_message')).toEqual([]);
	});

	test('that comes before its saga waits on the shelf; of a name that nobody knows only the count is kept', async () => {
		await deploySketch(pool(), 'flow: a → catch(paid order) → b', { fields: { order: 'o-1' } });
		orchestrator();
		await answering();
		await tell(bus(), topic, { id: 'e-1', name: 'paid', key: 'o-1' }, { id: 'e-2', name: 'lost', key: 'o-1' });
		await eventually('it is on the shelf', async () => (await rows('select 1 from early_message')).length === 1);
		expect(await ended(await requestStart(pool(), 'flow', { order: 'o-1' }))).toBe('completed');
		await eventually('the other is counted', async () => (await counted('lost', 'unmatched')) === 1);
	});

	test('that is published by one saga is taken by another', async () => {
		await deploySketch(pool(), 'first: a → publish(paid order)[sum=5]', { fields: { order: 'o-1' } });
		await deploySketch(pool(), 'second: catch(paid order) → b', { fields: { order: 'o-1' } });
		orchestrator();
		await answering();
		const second = await requestStart(pool(), 'second', { order: 'o-7' });
		await waiting('paid');
		await requestStart(pool(), 'first', { order: 'o-7' });
		expect(await ended(second)).toBe('completed');
	});

	test('that nobody takes in time is seen as expired', async () => {
		await rows(`insert into setting values ('events.keep-days.paid', '0')`);
		await deploySketch(pool(), 'flow: catch(paid order) → a', { fields: { order: 'o-1' } });
		orchestrator();
		await tell(bus(), topic, { id: 'e-1', name: 'paid', key: 'o-1' });
		await eventually('it is on the shelf', async () => (await rows('select 1 from early_message')).length === 1);
		orchestrator();
		await eventually('it has expired', async () => (await counted('paid', 'expired')) === 1);
		expect(await rows('select fate from early_message')).toEqual([{ fate: 'expired' }]);
	});
});

describe('a flow that starts on a message', () => {
	test('has one saga per key while it is active; the next event is offered again at its end', async () => {
		await deploySketch(pool(), 'flow: start(placed) → a[in.x=x] → catch(go "k") → b');
		orchestrator();
		orchestrator();
		const participant = await answering();
		await tell(
			bus(),
			topic,
			{ id: 'e-1', name: 'placed', key: 'o-1', data: { x: 4 } },
			{ id: 'e-2', name: 'placed', key: 'o-1', data: { x: 5 } },
			{ id: 'e-3', name: 'placed', key: 'o-2', data: { x: 6 } },
		);
		await eventually('two are waiting', async () => (await rows('select 1 from message_wait')).length === 2);
		await eventually('the second is not to be offered', async () => {
			const [shelf] = await rows<{ to_offer: Date | null }>(`select to_offer from early_message where name = 'placed'`);
			return shelf !== undefined && shelf.to_offer === null;
		});
		expect((await sagas('flow')).map(({ business_key }) => business_key).sort()).toEqual(['o-1', 'o-2']);
		await tell(bus(), topic, { id: 'g-1', name: 'go', key: 'k' }, { id: 'g-2', name: 'go', key: 'k' });
		await eventually('the third saga begins', async () => (await sagas('flow')).length === 3);
		await tell(bus(), topic, { id: 'g-3', name: 'go', key: 'k' });
		for (const { id } of await sagas('flow')) expect(await ended(id)).toBe('completed');
		const given = participant.received.filter(({ command }) => command === 'a').map(({ payload }) => payload);
		expect(given).toHaveLength(3);
		expect(await rows('select * from start_key')).toEqual([]);
	});

	test('of which there is one per key for ever refuses the next event, and says so', async () => {
		await deploySketch(pool(), 'flow: start(placed [ever]) → a');
		orchestrator();
		await answering();
		await tell(bus(), topic, { id: 'e-1', name: 'placed', key: 'o-1' }, { id: 'e-2', name: 'placed', key: 'o-1' });
		await eventually('the second is refused', async () => (await counted('placed', 'refused')) === 1);
		expect(await sagas('flow')).toHaveLength(1);
		expect(await rows('select fate from early_message')).toEqual([{ fate: 'refused' }]);
	});
});

test('a signal reaches every running saga that listens for it', async () => {
	await deploySketch(pool(), 'first: a → publish(signal go)');
	await deploySketch(pool(), 'second: catch(signal go) → b');
	orchestrator();
	await answering();
	const listening = [await requestStart(pool(), 'second', {}), await requestStart(pool(), 'second', {})];
	await eventually('both listen', async () => (await rows('select 1 from signal_wait')).length === 2);
	await requestStart(pool(), 'first', {});
	for (const id of listening) expect(await ended(id)).toBe('completed');
	expect(await rows('select * from signal_wait')).toEqual([]);
	expect(await rows('select * from saga_input')).toEqual([]);
});

describe('a call', () => {
	test('starts another saga, whose end ends it', async () => {
		await deploySketch(pool(), 'child: x[in.n=n out.id=reply.reference]', { fields: { n: 1 } });
		await deploySketch(pool(), 'main: call(child)[in.n=n out.got=reply.id] → b[in.got=got]', { fields: { n: 3 } });
		orchestrator();
		const participant = await answering();
		expect(await ended(await requestStart(pool(), 'main', { n: 3 }))).toBe('completed');
		expect(participant.received.map(({ command }) => command)).toEqual(['x', 'b']);
		expect((await sagas('child')).map(({ status }) => status)).toEqual(['completed']);
		expect(await rows('select * from saga_input')).toEqual([]);
	});

	test('is undone by unwinding the saga that it had started', async () => {
		await deploySketch(pool(), 'child: x');
		await deploySketch(pool(), 'main: call(child) → b[in.fail=fail]', { fields: { fail: 'b' } });
		orchestrator();
		orchestrator();
		const participant = await answering();
		expect(await ended(await requestStart(pool(), 'main', { fail: 'b' }))).toBe('compensated');
		expect(participant.received.map(({ command }) => command)).toEqual(['x', 'b', 'undo-x']);
		expect((await sagas('child')).map(({ status }) => status)).toEqual(['compensated']);
	});

	test('of a saga that cannot be started fails', async () => {
		await deploySketch(pool(), 'child: x');
		await rows(`update flow_version set definition = replace(definition, '"fields":[]',
			'"fields":[{"name":"n","type":"number","required":true,"sample":1}]') where flow_id = 'child'`);
		await deploySketch(pool(), 'main: call(child)<error NOT_STARTED: b>');
		orchestrator();
		const participant = await answering();
		expect(await ended(await requestStart(pool(), 'main', {}))).toBe('completed');
		expect(participant.received.map(({ command }) => command)).toEqual(['b']);
	});
});

test('a person answers an approval', async () => {
	await deploySketch(pool(), 'flow: ask=approve[out.ok=reply.ok] → choose(ok: a, b)', { fields: { ok: false } });
	orchestrator();
	const participant = await answering();
	const id = await requestStart(pool(), 'flow', {});
	await eventually('it is asked', async () => (await rows('select 1 from saga where id = $1', [id])).length === 1);
	await requestAction(pool(), id, { approval: { run: 1, output: { ok: true } } });
	expect(await ended(id)).toBe('completed');
	expect(participant.received.map(({ command }) => command)).toEqual(['a']);
});

test('a saga goes on with another version, also from its end back', async () => {
	await deploySketch(pool(), 'flow: catch(go "k") → a');
	orchestrator();
	const participant = await answering();
	const id = await requestStart(pool(), 'flow', {});
	await waiting('go');
	await deploySketch(pool(), 'flow: catch(go "k") → b → c');
	await requestAction(pool(), id, { action: { type: 'migrate', version: 2 }, reason: 'better' });
	await eventually('it has migrated', async () => {
		const [saga] = await rows<{ flow_version: number }>('select flow_version from saga where id = $1', [id]);
		return saga?.flow_version === 2;
	});
	await tell(bus(), topic, { id: 'g', name: 'go', key: 'k' });
	expect(await ended(id)).toBe('completed');
	await requestAction(pool(), id, { action: { type: 'undoEverything' }, reason: 'all of it' });
	await eventually('it is undone', async () => (await sagas('flow'))[0]?.status === 'compensated');
	expect(participant.received.map(({ command }) => command)).toEqual(['b', 'c', 'undo-c', 'undo-b']);
});

test('a timer starts a saga per occurrence, however many orchestrators look', async () => {
	await deploySketch(pool(), 'flow: start(every R2/PT1S) → a');
	for (let count = 0; count < 3; count += 1) orchestrator();
	await answering();
	await eventually('both have ended', async () => {
		const all = await sagas('flow');
		return all.length === 2 && all.every(({ status }) => status === 'completed');
	});
	expect(await rows('select due_at from timer_start')).toEqual([{ due_at: null }]);
});

test('a late success of a step that had failed is judged by the history of a saga that has ended', async () => {
	await deploySketch(pool(), 'flow: a → b[in.fail=fail]', { fields: { fail: 'b' } });
	orchestrator();
	const participant = await answering();
	const id = await requestStart(pool(), 'flow', { fail: 'b' });
	expect(await ended(id)).toBe('compensated');
	const command = participant.received.find((received) => received.command === 'b');
	if (command === undefined) throw new Error('b was sent');
	const producer = await bus().producer();
	await producer.send([encodeReply(command, command.attempt, 'b', { type: 'completed', output: {} }, Date.now())]);
	await producer.stop();
	await eventually('the contradiction is seen', async () => {
		return (await rows(`select 1 from incident where kind = 'contradiction' and saga_id = $1`, [id])).length === 1;
	});
});

test('an event that comes while its saga is suspended is taken when it goes on', async () => {
	await deploySketch(pool(), 'flow: catch(paid order) → a', { fields: { order: 'o-1' } });
	orchestrator();
	await answering();
	const id = await requestStart(pool(), 'flow', { order: 'o-1' });
	await waiting('paid');
	await requestAction(pool(), id, { action: { type: 'suspend' }, reason: 'look' });
	await eventually('it is suspended', async () => (await rows('select 1 from saga where suspended')).length === 1);
	const paid = (eventId: string) => ({ id: eventId, name: 'paid', key: 'o-1' });
	await tell(bus(), topic, paid('e-1'), paid('e-2'));
	await eventually('one is kept, one stays', async () => {
		const kept = await rows(`select 1 from saga_history where entries like '%inputParked%'`);
		return kept.length === 1 && (await rows('select 1 from early_message')).length === 1;
	});
	await requestAction(pool(), id, { action: { type: 'resume' }, reason: 'seen' });
	expect(await ended(id)).toBe('completed');
	expect(await rows('select fate from early_message')).toEqual([{ fate: null }]);
});
