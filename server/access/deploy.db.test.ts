/** Deployment on real PostgreSQL: the very draft that was meant, only without errors, and never twice the same. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bookTrip } from '@/demo/flows/book-trip';
import { sketch } from '@/saga/flow/sketch';
import { testDatabases } from '@/tools/test-database';
import { createFlow } from './create-flow';
import { deployFlow } from './deploy-flow';
import { lintFlow } from './lint-flow';
import { readFlow } from './read-flow';
import { listVersions, readVersion } from './read-versions';
import { saveDraft } from './save-draft';
import { compiledVersion } from './version-definition';
import { admin, openWebDatabase, viewer, type WebDatabase } from './web-database-for-tests';

const databases = testDatabases();
let web: WebDatabase;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
	await createFlow(admin, { name: 'Book trip', id: 'book-trip', definition: bookTrip });
});
afterEach(() => web.close());

const patient = { ...bookTrip, settings: { ...bookTrip.settings, settleMs: 90_000 } };
const moved = { ...bookTrip, layout: { nodes: {}, edges: {} } };

test('the first version is what new sagas run', async () => {
	const deployed = await deployFlow(admin, 'book-trip', { revision: 1, message: 'first' });
	expect(deployed).toMatchObject({ value: { version: 1, unchanged: false, current: true, deployedBy: 'ada' } });
	expect(await readFlow(admin, 'book-trip')).toMatchObject({ value: { state: 'deployed', currentVersion: 1 } });
	expect(await readVersion(admin, 'book-trip', 1)).toMatchObject({ value: { definition: bookTrip, message: 'first' } });
});

test('a draft that runs the same makes no new version, a draft that differs does', async () => {
	await deployFlow(admin, 'book-trip', { revision: 1, message: 'first' });
	await saveDraft(admin, 'book-trip', { revision: 1, definition: moved });
	expect(await deployFlow(admin, 'book-trip', { revision: 2, message: 'again' })).toMatchObject({
		value: { version: 1, unchanged: true, message: 'first' },
	});
	await saveDraft(admin, 'book-trip', { revision: 2, definition: patient });
	expect(await readFlow(admin, 'book-trip')).toMatchObject({ value: { state: 'changed', currentVersion: 1 } });
	expect(await deployFlow(admin, 'book-trip', { revision: 3, message: 'patient' })).toMatchObject({
		value: { version: 2, unchanged: false },
	});
	const versions = await listVersions(admin, 'book-trip');
	expect(versions.ok && versions.value.versions.map(({ version, current }) => [version, current])).toEqual([
		[2, true],
		[1, false],
	]);
});

test('a draft with errors is refused with the very problems that lint lists', async () => {
	await saveDraft(admin, 'book-trip', { revision: 1, definition: { ...bookTrip, edges: bookTrip.edges.slice(1) } });
	const refused = await deployFlow(admin, 'book-trip', { revision: 2, message: '' });
	const linted = await lintFlow(admin, 'book-trip', {});
	expect(refused).toMatchObject({ ok: false, problem: { status: 422, code: 'lint-errors' } });
	expect(refused.ok ? null : refused.problem.problems).toEqual(linted.ok && linted.value.problems);
	expect(await web.count('flow_version')).toBe(0);
});

test('a revision that has moved is a conflict', async () => {
	await saveDraft(admin, 'book-trip', { revision: 1, definition: patient });
	expect(await deployFlow(admin, 'book-trip', { revision: 1, message: '' })).toMatchObject({
		problem: { status: 409, code: 'draft-conflict', yours: { revision: 1 }, current: { revision: 2 } },
	});
	expect(await web.count('flow_version')).toBe(0);
});

test('eight deployments at once make one version, one audit entry, and all say the same', async () => {
	const outcomes = await Promise.all(
		Array.from({ length: 8 }, () => deployFlow(admin, 'book-trip', { revision: 1, message: 'at once' })),
	);
	expect(outcomes.map((outcome) => outcome.ok && outcome.value.version)).toEqual(Array(8).fill(1));
	expect(outcomes.filter((outcome) => outcome.ok && !outcome.value.unchanged)).toHaveLength(1);
	const { rows } = await web.owner.query("select 1 from audit_entry where action = 'flow-deployed'");
	expect(rows).toHaveLength(1);
});

test('a viewer may not deploy; what is not there is said to be missing', async () => {
	expect(await deployFlow(viewer, 'book-trip', { revision: 1, message: '' })).toMatchObject({
		problem: { status: 403 },
	});
	expect(await readVersion(admin, 'book-trip', 9)).toMatchObject({ problem: { status: 404 } });
	expect(await listVersions(admin, 'gone')).toMatchObject({ problem: { status: 404 } });
});

test('a call is bound to the version that is current when its caller is deployed', async () => {
	const child = (text: string) => ({ ...sketch(`child: ${text}`), name: 'Child' });
	const caller = sketch('main: call(child)');
	await createFlow(admin, { name: 'Main', id: 'main', definition: caller });
	expect(await deployFlow(admin, 'main', { revision: 1, message: '' })).toMatchObject({
		problem: { code: 'lint-errors' },
	});
	await createFlow(admin, { name: 'Child', id: 'child', definition: child('a') });
	await deployFlow(admin, 'child', { revision: 1, message: '' });
	expect(await deployFlow(admin, 'main', { revision: 1, message: '' })).toMatchObject({ value: { version: 1 } });
	await saveDraft(admin, 'child', { revision: 1, definition: child('a → b') });
	await deployFlow(admin, 'child', { revision: 2, message: '' });
	const callIn = async (version: number) => (await compiledVersion('main', version))?.nodes.get('child');
	expect(await callIn(1)).toMatchObject({ kind: 'call', version: 1 });
	expect(await deployFlow(admin, 'main', { revision: 1, message: '' })).toMatchObject({
		value: { version: 2, unchanged: false },
	});
	expect(await callIn(2)).toMatchObject({ kind: 'call', version: 2 });
	expect(await deployFlow(admin, 'main', { revision: 1, message: '' })).toMatchObject({ value: { unchanged: true } });
});
