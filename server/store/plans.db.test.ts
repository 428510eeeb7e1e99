/** Every statement of the hot path looks rows up by key, also on tables that are new and have no statistics. */
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabases } from '@/tools/test-database';
import { connectionPool } from './connections';
import { claimExpired } from './statements/claim-expired';
import { findMeetings, overdueKeys, sagasWithQueued } from './statements/find-meetings';
import { loadEndedSagas, loadHistory } from './statements/load-history';
import { loadLedger } from './statements/load-ledger';
import { loadParked } from './statements/load-parked';
import { loadLiveSagas } from './statements/load-sagas';
import { loadUnpublished } from './statements/load-timer-facts';
import { findSagas, lockEndedSagas } from './statements/lock-ended-sagas';
import { findStartKeys, lockEvents, lockQueued } from './statements/lock-incoming';
import { lockLiveSagas } from './statements/lock-live-sagas';
import { lockRequests } from './statements/lock-requests';
import { dueSagas, openRequests } from './statements/loop-statements';
import { dropSurplus, expireEvents, forgetGivenUp, forgetReceived } from './statements/tidy-shelf';
import { answerRequests } from './statements/write-answers';
import { openFaults, resolveFaults, resolveIncidents } from './statements/write-incidents';
import { deleteOutbox } from './statements/write-outbox';
import { deleteData } from './statements/write-saga-data';
import { migrateSagas, updateSagas } from './statements/write-saga-rows';
import { deleteStates, updateStates, updateWakeUps } from './statements/write-saga-state';
import { clearOffers, deleteTaken, refuseEvents, shelveEvents } from './statements/write-shelf';
import { broadcast, deleteSignalWaits } from './statements/write-signals';
import { endStarts, offerAgain, releaseStarts } from './statements/write-start-keys';
import { deleteWaits } from './statements/write-waits';

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
	loadHistory,
	migrateSagas,
	lockEvents,
	lockQueued,
	findStartKeys,
	shelveEvents,
	deleteTaken,
	clearOffers,
	refuseEvents,
	deleteWaits,
	deleteSignalWaits,
	broadcast,
	offerAgain,
	endStarts,
	releaseStarts,
	findMeetings,
	overdueKeys,
	sagasWithQueued,
	expireEvents,
	dropSurplus,
	forgetGivenUp,
	forgetReceived,
];

test.each(hot.map(({ name, text }) => ({ name, text })))('$name', async ({ text }) => {
	const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${text}`);
	const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
	expect(plan).toMatch(/Index|CTE Scan/);
	expect(plan).not.toMatch(/Seq Scan|Hash Join|Merge Join/);
});
