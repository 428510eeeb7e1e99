/** Every statement of the hot path looks rows up by key, also on tables that are new and have no statistics. */
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabases } from '@/tools/test-database';
import { connectionPool } from './connections';
import { claimExpired } from './statements/claim-expired';
import { loadEndedSagas } from './statements/load-history';
import { loadLedger } from './statements/load-ledger';
import { loadParked } from './statements/load-parked';
import { loadLiveSagas } from './statements/load-sagas';
import { loadUnpublished } from './statements/load-timer-facts';
import { findSagas, lockEndedSagas } from './statements/lock-ended-sagas';
import { lockLiveSagas } from './statements/lock-live-sagas';
import { lockRequests } from './statements/lock-requests';
import { dueSagas, openRequests } from './statements/loop-statements';
import { answerRequests } from './statements/write-answers';
import { openFaults, resolveFaults, resolveIncidents } from './statements/write-incidents';
import { deleteOutbox } from './statements/write-outbox';
import { deleteData } from './statements/write-saga-data';
import { updateSagas } from './statements/write-saga-rows';
import { deleteStates, updateStates, updateWakeUps } from './statements/write-saga-state';

const databases = testDatabases();
let pool: pg.Pool;

beforeAll(async () => {
	pool = connectionPool({ databaseUrl: await databases.fresh(), connectionsMax: 1, onLost: () => undefined });
});
afterAll(() => pool.end());

const hot = [
	lockLiveSagas,
	lockEndedSagas,
	findSagas,
	lockRequests,
	loadLiveSagas,
	loadEndedSagas,
	loadLedger,
	loadParked,
	loadUnpublished,
	updateStates,
	deleteStates,
	updateWakeUps,
	deleteData,
	updateSagas,
	resolveIncidents,
	openFaults,
	resolveFaults,
	deleteOutbox,
	claimExpired,
	answerRequests,
	openRequests,
	dueSagas,
];

test.each(hot.map(({ name, text }) => ({ name, text })))('$name', async ({ text }) => {
	const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${text}`);
	const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
	expect(plan).toMatch(/Index|CTE Scan/);
	expect(plan).not.toMatch(/Seq Scan|Hash Join|Merge Join/);
});
