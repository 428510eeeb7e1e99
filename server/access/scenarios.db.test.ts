/** Scenarios on real PostgreSQL: who may change them, and that one which fails keeps the draft from being deployed. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sketch } from '@/saga/flow/sketch';
import { testDatabases } from '@/tools/test-database';
import { createFlow } from './create-flow';
import { deployFlow } from './deploy-flow';
import { deleteScenario, listScenarios, saveScenario } from './scenarios';
import { admin, openWebDatabase, viewer, type WebDatabase } from './web-database-for-tests';

const databases = testDatabases();
const [good, bad] = ['0b8f3f0e-7d1c-4c53-9a40-3f6a3a1d0001', '0b8f3f0e-7d1c-4c53-9a40-3f6a3a1d0002'];
const goodTrace = 'start → send a\nreply a ok → completed';
let web: WebDatabase;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
	await createFlow(admin, { name: 'Main', id: 'main', definition: sketch('main: a') });
});
afterEach(() => web.close());

const namesIn = async (flowId: string) => {
	const listed = await listScenarios(admin, flowId);
	return listed.ok && listed.value.scenarios.map(({ name }) => name);
};

test('a scenario is saved, replaced, listed and deleted', async () => {
	await saveScenario(admin, 'main', good, { name: 'All goes well', trace: 'start' });
	const saved = await saveScenario(admin, 'main', good, { name: 'It goes well', trace: goodTrace });
	expect(saved).toMatchObject({ value: { name: 'It goes well', trace: goodTrace, updatedBy: 'ada' } });
	expect(await namesIn('main')).toEqual(['It goes well']);
	expect(await deleteScenario(admin, 'main', good)).toEqual({ ok: true, value: { deleted: true } });
	expect(await deleteScenario(admin, 'main', good)).toEqual({ ok: true, value: { deleted: false } });
	expect(await namesIn('main')).toEqual([]);
});

test('of two who have read the same, the second is refused and told what stands now', async () => {
	const read = await saveScenario(admin, 'main', good, { name: 'Well', trace: 'start', updatedAt: null });
	const updatedAt = read.ok ? read.value.updatedAt : Number.NaN;
	const first = await saveScenario(admin, 'main', good, { name: 'Well', trace: goodTrace, updatedAt });
	expect(first).toMatchObject({ ok: true, value: { trace: goodTrace } });
	const second = await saveScenario(admin, 'main', good, { name: 'Well', trace: 'mine', updatedAt });
	expect(second).toMatchObject({
		problem: {
			status: 409,
			code: 'scenario-conflict',
			detail: expect.stringContaining('was changed by ada'),
			currentScenario: { name: 'Well', trace: goodTrace },
		},
	});
	const current = second.ok ? undefined : second.problem.currentScenario;
	expect(current?.updatedAt).toBeGreaterThan(updatedAt);
	expect(current?.updatedAt).toBe(first.ok && first.value.updatedAt);
	expect(
		await saveScenario(admin, 'main', good, { name: 'Well', trace: 'mine', updatedAt: current?.updatedAt }),
	).toMatchObject({ ok: true, value: { trace: 'mine' } });
});

test('a save that is repeated, because its answer was lost, is no conflict', async () => {
	const save = { name: 'Well', trace: goodTrace, updatedAt: null };
	expect(await saveScenario(admin, 'main', good, save)).toMatchObject({ ok: true });
	expect(await saveScenario(admin, 'main', good, save)).toMatchObject({ ok: true });
	expect(await saveScenario(admin, 'main', good, { ...save, trace: 'start' })).toMatchObject({
		problem: { code: 'scenario-conflict', currentScenario: { trace: goodTrace } },
	});
});

test('one that was deleted meanwhile does not come back by itself', async () => {
	const read = await saveScenario(admin, 'main', good, { name: 'Well', trace: 'start' });
	await deleteScenario(admin, 'main', good);
	const again = { name: 'Well', trace: goodTrace, updatedAt: read.ok ? read.value.updatedAt : Number.NaN };
	expect(await saveScenario(admin, 'main', good, again)).toMatchObject({
		problem: { code: 'scenario-conflict', detail: expect.stringContaining('has been deleted') },
	});
	expect(await namesIn('main')).toEqual([]);
	expect(await saveScenario(admin, 'main', good, { ...again, updatedAt: null })).toMatchObject({ ok: true });
});

test('a viewer reads scenarios and changes none', async () => {
	await saveScenario(admin, 'main', good, { name: 'Well', trace: goodTrace });
	expect(await listScenarios(viewer, 'main')).toMatchObject({ value: { scenarios: [{ name: 'Well' }] } });
	const refused = { ok: false, problem: { status: 403, code: 'forbidden' } };
	expect(await saveScenario(viewer, 'main', good, { name: 'Mine', trace: '' })).toMatchObject(refused);
	expect(await deleteScenario(viewer, 'main', good)).toMatchObject(refused);
	expect(await namesIn('main')).toEqual(['Well']);
});

test('who is second to save a name is told that it is taken, also while the first is at it', async () => {
	const first = await web.owner.connect();
	await first.query('begin');
	await first.query(
		`insert into scenario (id, flow_id, name, trace, updated_by) values ($1, 'main', 'Well', '', 'bob')`,
		[good],
	);
	const second = saveScenario(admin, 'main', bad, { name: 'Well', trace: goodTrace });
	await vi.waitFor(async () => expect(await web.waitingForLocks()).toBe(1), 10_000);
	await first.query('commit');
	first.release();
	expect(await second).toMatchObject({ problem: { code: 'invalid', errors: [{ path: 'name' }] } });
});

test('a name is taken once, and a scenario belongs to its flow', async () => {
	await createFlow(admin, { name: 'Other', id: 'other', definition: sketch('other: a') });
	await saveScenario(admin, 'main', good, { name: 'Well', trace: goodTrace });
	expect(await saveScenario(admin, 'main', bad, { name: 'Well', trace: '' })).toMatchObject({
		problem: { code: 'invalid', errors: [{ path: 'name' }] },
	});
	expect(await saveScenario(admin, 'other', good, { name: 'Stolen', trace: '' })).toMatchObject({
		problem: { code: 'not-found' },
	});
	expect(await deleteScenario(admin, 'other', good)).toMatchObject({ value: { deleted: false } });
	expect(await saveScenario(admin, 'gone', bad, { name: 'Well', trace: '' })).toMatchObject({
		problem: { code: 'not-found' },
	});
});

test('one that fails keeps the draft from being deployed; those that pass are copied with the version', async () => {
	await saveScenario(admin, 'main', good, { name: 'Well', trace: goodTrace });
	await saveScenario(admin, 'main', bad, { name: 'Wrong', trace: 'start → send a\nreply a ok → send b' });
	const refused = await deployFlow(admin, 'main', { revision: 1, message: '' });
	expect(refused).toMatchObject({
		problem: {
			status: 422,
			code: 'scenarios-fail',
			scenarios: [{ name: 'Wrong', line: 2, text: 'reply a ok → send b' }],
		},
	});
	expect(refused.ok ? '' : refused.problem.detail).toContain('"Wrong" fails at line 2');
	expect(await web.count('flow_version')).toBe(0);
	await deleteScenario(admin, 'main', bad);
	expect(await deployFlow(admin, 'main', { revision: 1, message: '' })).toMatchObject({ value: { version: 1 } });
	const { rows } = await web.owner.query('select flow_version, name, trace from flow_version_scenario');
	expect(rows).toEqual([{ flow_version: 1, name: 'Well', trace: goodTrace }]);
});

test('what a scenario calls is played as it is deployed', async () => {
	await createFlow(admin, { name: 'Child', id: 'child', definition: sketch('child: c') });
	await deployFlow(admin, 'child', { revision: 1, message: '' });
	await createFlow(admin, { name: 'Caller', id: 'caller', definition: sketch('caller: call(child)') });
	await saveScenario(admin, 'caller', good, {
		name: 'Well',
		trace: 'start caller → send child/c\nreply child/c ok → completed',
	});
	expect(await listScenarios(admin, 'caller')).toMatchObject({ value: { called: [{ id: 'child' }] } });
	expect(await deployFlow(admin, 'caller', { revision: 1, message: '' })).toMatchObject({ value: { version: 1 } });
});
