/** Flows and drafts on real PostgreSQL: nobody's change is lost silently, and nothing misfit is stored. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bookTrip } from '@/demo/flows/book-trip';
import { testDatabases } from '@/tools/test-database';
import { createFlow } from './create-flow';
import { lintFlow } from './lint-flow';
import { listFlows } from './list-flows';
import type { Outcome } from './outcome';
import { readFlow } from './read-flow';
import { saveDraft } from './save-draft';
import { admin, openWebDatabase, viewer, type WebDatabase } from './web-database-for-tests';

const databases = testDatabases();
let web: WebDatabase;
beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
});
afterEach(() => web.close());

const renamed = (name: string) => ({ ...bookTrip, name });
const createBookTrip = () => createFlow(admin, { name: 'Book trip', id: 'book-trip', definition: bookTrip });

function problemOf(outcome: Outcome<unknown>) {
	expect(outcome.ok).toBe(false);
	return outcome.ok ? null : outcome.problem;
}

describe('a new flow', () => {
	test('takes its id from its name, and the next number when that is taken', async () => {
		const ids = [];
		for (const name of ['Café à la carte!', 'Cafe a la carte', '★']) {
			const made = await createFlow(admin, { name });
			ids.push(made.ok && made.value.id);
		}
		expect(ids).toEqual(['cafe-a-la-carte', 'cafe-a-la-carte-2', 'flow']);
	});

	test('is refused under an id that is taken, and the other one stays as it is', async () => {
		await createBookTrip();
		const second = await createFlow(admin, { name: 'Mine', id: 'book-trip' });
		expect(problemOf(second)).toMatchObject({ status: 409, code: 'flow-exists' });
		expect(await readFlow(admin, 'book-trip')).toMatchObject({ value: { name: 'Book trip', revision: 1 } });
	});

	test('stands in the list with its state and its problems', async () => {
		await createBookTrip();
		await createFlow(admin, { name: 'Empty' });
		const listed = await listFlows(admin);
		expect(listed).toMatchObject({
			value: {
				flows: [
					{ id: 'empty', state: 'draft', currentVersion: null },
					{ id: 'book-trip', state: 'draft', errors: 0, updatedBy: 'ada' },
				],
			},
		});
		expect(listed.ok && listed.value.flows[0]?.errors).toBeGreaterThan(0);
	});

	test('may not be made by a viewer', async () => {
		const refused = await createFlow(viewer, { name: 'Mine' });
		expect(problemOf(refused)).toMatchObject({ status: 403, code: 'forbidden' });
		expect(await web.count('flow')).toBe(0);
		expect(await web.count('audit_entry')).toBe(0);
	});
});

describe('saving a draft', () => {
	beforeEach(createBookTrip);

	test('counts the revision, takes the name along and says what is wrong', async () => {
		const saved = await saveDraft(admin, 'book-trip', { revision: 1, definition: renamed('Book a trip') });
		expect(saved).toMatchObject({ ok: true, value: { revision: 2, problems: [] } });
		const read = await readFlow(admin, 'book-trip');
		expect(read).toMatchObject({ value: { name: 'Book a trip', revision: 2, definition: renamed('Book a trip') } });
	});

	test('over a revision that has moved answers both versions and changes nothing', async () => {
		await saveDraft(admin, 'book-trip', { revision: 1, definition: renamed('Theirs') });
		const late = await saveDraft(admin, 'book-trip', { revision: 1, definition: renamed('Mine') });
		expect(problemOf(late)).toMatchObject({
			status: 409,
			code: 'draft-conflict',
			yours: { revision: 1, definition: renamed('Mine') },
			current: { revision: 2, definition: renamed('Theirs'), updatedBy: 'ada' },
		});
		expect(await readFlow(admin, 'book-trip')).toMatchObject({ value: { name: 'Theirs', revision: 2 } });
	});

	test('by ten writers at once lets exactly one through', async () => {
		const names = Array.from({ length: 10 }, (_, index) => `Writer ${index}`);
		const outcomes = await Promise.all(
			names.map((name) => saveDraft(admin, 'book-trip', { revision: 1, definition: renamed(name) })),
		);
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		const winner = names[outcomes.findIndex(({ ok }) => ok)];
		expect(await readFlow(admin, 'book-trip')).toMatchObject({ value: { name: winner, revision: 2 } });
	});

	test('again after its answer was lost is no conflict', async () => {
		await saveDraft(admin, 'book-trip', { revision: 1, definition: renamed('Mine') });
		const again = await saveDraft(admin, 'book-trip', { revision: 1, definition: renamed('Mine') });
		expect(again).toMatchObject({ ok: true, value: { revision: 2 } });
	});

	test('that does not fit is refused with the paths, and nothing is stored', async () => {
		const nodes = bookTrip.nodes.map((node, index) => (index === 1 ? { ...node, name: 7 } : node));
		const refused = await saveDraft(admin, 'book-trip', { revision: 1, definition: { ...bookTrip, nodes } });
		expect(problemOf(refused)).toMatchObject({ status: 422, code: 'invalid' });
		expect(problemOf(refused)?.errors?.map(({ path }) => path)).toEqual(['definition.nodes[1].name']);
		const other = await saveDraft(admin, 'book-trip', { revision: 1, definition: { ...bookTrip, id: 'other' } });
		expect(problemOf(other)?.errors?.map(({ path }) => path)).toEqual(['definition.id']);
		expect(await readFlow(admin, 'book-trip')).toMatchObject({ value: { revision: 1 } });
	});

	test('may not be done by a viewer, nor to a flow that is not there', async () => {
		const forbidden = await saveDraft(viewer, 'book-trip', { revision: 1, definition: renamed('Mine') });
		expect(problemOf(forbidden)).toMatchObject({ status: 403 });
		const missing = await saveDraft(admin, 'gone', { revision: 1, definition: { ...bookTrip, id: 'gone' } });
		expect(problemOf(missing)).toMatchObject({ status: 404, code: 'not-found' });
	});
});

test('lint judges a given definition without storing it, else the saved draft', async () => {
	await createBookTrip();
	const broken = { ...bookTrip, edges: bookTrip.edges.slice(1) };
	const given = await lintFlow(admin, 'book-trip', { definition: broken });
	expect(given.ok && given.value.problems.some(({ severity }) => severity === 'error')).toBe(true);
	expect(await lintFlow(admin, 'book-trip', {})).toEqual({ ok: true, value: { problems: [] } });
});
