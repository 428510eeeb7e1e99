/**
 * The changes of one batch, each table once, set-wise. The statements go out one behind the other without waiting for
 * answers; the counts of those that change rows under our lock are compared before anybody commits.
 *
 * Invariant: a count below what was asked for throws, so the transaction is rolled back: somebody wrote without the lock.
 */
import type { PoolClient } from 'pg';
import type { BatchChanges, SagaChange } from '@/server/runtime/ports';
import { answerRequests, insertAudit } from './statements/write-answers';
import { deadLetterColumns, insertDeadLetters } from './statements/write-dead-letters';
import { insertHistory, insertLedger } from './statements/write-history';
import { insertIncidents, openFaults, resolveFaults, resolveIncidents } from './statements/write-incidents';
import { deleteOutbox, insertOutbox } from './statements/write-outbox';
import { deleteParked, insertParked } from './statements/write-parked';
import { deleteData, upsertData } from './statements/write-saga-data';
import { insertSagas, migrateSagas, updateSagas } from './statements/write-saga-rows';
import { deleteStates, insertStates, updateStates, updateWakeUps } from './statements/write-saga-state';
import { textArray } from './text-array';
import { writeEvents } from './write-events';
import { Writes } from './writes';

/** Rows given one by one, taken column by column: as `unnest` wants them, without an object per row. */
class Columns<Row extends readonly unknown[]> {
	rows = 0;
	readonly #columns: unknown[][] = [];

	add(...row: Row): void {
		for (let place = 0; place < row.length; place += 1) {
			const column = this.#columns[place];
			if (column) column.push(row[place]);
			else this.#columns[place] = [row[place]];
		}
		this.rows += 1;
	}

	column<Place extends keyof Row & number>(place: Place): Row[Place][] {
		return (this.#columns[place] ?? []) as Row[Place][];
	}
}

export async function writeChanges(client: PoolClient, changes: BatchChanges): Promise<void> {
	const writes = new Writes(client);
	writeStates(writes, changes.sagas);
	writeRecords(writes, changes.sagas);
	writeRows(writes, changes);
	writeIncidents(writes, changes);
	writeParked(writes, changes);
	writeOutbox(writes, changes);
	if (changes.events !== null) writeEvents(writes, changes.events, changes.atMs);
	writeAnswers(writes, changes);
	await writes.done();
}

function writeStates(writes: Writes, sagas: readonly SagaChange[]): void {
	const inserted = sagas.filter(({ state, hadState }) => state !== null && !hadState);
	if (inserted.length > 0) {
		writes.send(insertStates, inserted.length, [
			textArray(inserted.map(({ id }) => id)),
			textArray(inserted.map(({ flowId }) => flowId)),
			inserted.map(({ flowVersion }) => flowVersion),
			inserted.map(({ version }) => version),
			textArray(inserted.map(({ state }) => state)),
			inserted.map(({ wakeAtMs }) => wakeAtMs),
		]);
	}
	const updated = sagas.filter(({ state, hadState }) => state !== null && hadState);
	if (updated.length > 0) {
		writes.send(updateStates, updated.length, [
			textArray(updated.map(({ id }) => id)),
			updated.map(({ versionBefore }) => versionBefore),
			updated.map(({ version }) => version),
			textArray(updated.map(({ state }) => state)),
			updated.map(({ wakeAtMs }) => wakeAtMs),
		]);
	}
	const ended = sagas.filter(({ state, hadState }) => state === null && hadState);
	if (ended.length > 0) {
		const ids = ended.map(({ id }) => id);
		writes.send(deleteStates, ended.length, [ids, ended.map(({ versionBefore }) => versionBefore)]);
		writes.send(deleteData, null, [ids]);
	}
}

function writeRecords(writes: Writes, sagas: readonly SagaChange[]): void {
	const data = new Columns<[string, string, string]>();
	const history = new Columns<[string, number, number, string, string]>();
	const ledger = new Columns<[string, number, string]>();
	for (const saga of sagas) {
		if (saga.state !== null) for (const scope in saga.data) data.add(saga.id, scope, saga.data[scope] as string);
		for (const { seq, atMs, input, entries } of saga.history) history.add(saga.id, seq, atMs, input, entries);
		for (const { run, entry } of saga.ledger) ledger.add(saga.id, run, entry);
	}
	if (data.rows > 0) {
		writes.send(upsertData, data.rows, [
			textArray(data.column(0)),
			textArray(data.column(1)),
			textArray(data.column(2)),
		]);
	}
	if (history.rows > 0) {
		writes.send(insertHistory, history.rows, [
			textArray(history.column(0)),
			history.column(1),
			history.column(2),
			textArray(history.column(3)),
			textArray(history.column(4)),
		]);
	}
	if (ledger.rows > 0) {
		writes.send(insertLedger, ledger.rows, [
			textArray(ledger.column(0)),
			ledger.column(1),
			textArray(ledger.column(2)),
		]);
	}
}

function writeRows(writes: Writes, { sagas, wakeUps, atMs }: BatchChanges): void {
	const rows = sagas.flatMap((saga) => (saga.row === null ? [] : [{ saga, row: saga.row }]));
	const columns = (some: typeof rows) =>
		[
			textArray(some.map(({ saga }) => saga.id)),
			textArray(some.map(({ row }) => row.status)),
			textArray(some.map(({ row }) => row.steps.join(','))),
			some.map(({ row }) => row.openIncidents),
			some.map(({ row }) => row.ended),
			atMs,
			some.map(({ row }) => row.suspended),
		] as const;
	const inserted = rows.filter(({ saga }) => saga.versionBefore === 0);
	if (inserted.length > 0) {
		writes.send(insertSagas, inserted.length, [
			...columns(inserted),
			textArray(inserted.map(({ saga }) => saga.flowId)),
			inserted.map(({ saga }) => saga.flowVersion),
			textArray(inserted.map(({ row }) => row.businessKey)),
		]);
	}
	const updated = rows.filter(({ saga }) => saga.versionBefore > 0);
	if (updated.length > 0) writes.send(updateSagas, updated.length, columns(updated));
	const migrated = sagas.filter((saga) => saga.migrated);
	if (migrated.length > 0) {
		const versions = migrated.map(({ flowVersion }) => flowVersion);
		writes.send(migrateSagas, migrated.length, [migrated.map(({ id }) => id), versions]);
	}
	if (wakeUps.length > 0) {
		writes.send(updateWakeUps, wakeUps.length, [wakeUps.map(({ id }) => id), wakeUps.map(({ wakeAtMs }) => wakeAtMs)]);
	}
}

function writeIncidents(writes: Writes, { sagas, faults, faultsResolved, atMs }: BatchChanges): void {
	const opened = sagas.flatMap(({ id, incidentsOpened }) => incidentsOpened.map((incident) => ({ id, ...incident })));
	if (opened.length > 0) {
		writes.send(insertIncidents, opened.length, [
			textArray(opened.map(({ id }) => id)),
			opened.map(({ number }) => number),
			textArray(opened.map(({ kind }) => kind)),
			opened.map(({ run }) => run),
			textArray(opened.map(({ node }) => node)),
			textArray(opened.map(({ message }) => message)),
			atMs,
		]);
	}
	const resolved = sagas.flatMap(({ id, incidentsResolved }) =>
		incidentsResolved.map((incident) => ({ id, ...incident })),
	);
	if (resolved.length > 0) {
		writes.send(resolveIncidents, resolved.length, [
			textArray(resolved.map(({ id }) => id)),
			resolved.map(({ number }) => number),
			textArray(resolved.map(({ by }) => by)),
			atMs,
		]);
	}
	if (faults.length > 0) {
		writes.send(openFaults, null, [
			textArray(faults.map(({ sagaId }) => sagaId)),
			textArray(faults.map(({ kind }) => kind)),
			textArray(faults.map(({ message }) => message)),
			atMs,
		]);
	}
	if (faultsResolved.length > 0) writes.send(resolveFaults, null, [faultsResolved, atMs]);
}

function writeParked(writes: Writes, { parked, unparked, atMs }: BatchChanges): void {
	if (unparked.length > 0) writes.send(deleteParked, unparked.length, [unparked]);
	if (parked.length > 0) {
		writes.send(insertParked, parked.length, [
			textArray(parked.map(({ sagaId }) => sagaId)),
			textArray(parked.map(({ input }) => input)),
			textArray(parked.map(({ reason }) => reason)),
			textArray(parked.map(({ detail }) => detail)),
			atMs,
		]);
	}
}

function writeOutbox(writes: Writes, { outbox, acknowledged, deadLetters }: BatchChanges): void {
	if (acknowledged.length > 0) writes.send(deleteOutbox, null, [textArray(acknowledged)]);
	if (outbox.length > 0) {
		writes.send(insertOutbox, null, [
			textArray(outbox.map(({ messageId }) => messageId)),
			textArray(outbox.map(({ sagaId }) => sagaId)),
			textArray(outbox.map(({ kind }) => kind)),
			textArray(outbox.map(({ topic }) => topic)),
			textArray(outbox.map(({ key }) => key)),
			textArray(outbox.map(({ headers }) => JSON.stringify(headers))),
			textArray(outbox.map(({ value }) => value)),
		]);
	}
	if (deadLetters.length > 0) writes.send(insertDeadLetters, null, deadLetterColumns(deadLetters));
}

function writeAnswers(writes: Writes, { answers, audit, atMs }: BatchChanges): void {
	if (answers.length > 0) {
		writes.send(answerRequests, answers.length, [
			textArray(answers.map(({ id }) => id)),
			textArray(answers.map(({ refusal }) => refusal && JSON.stringify(refusal))),
		]);
	}
	if (audit.length > 0) {
		writes.send(insertAudit, audit.length, [
			textArray(audit.map(({ actor }) => actor)),
			textArray(audit.map(({ action }) => action)),
			textArray(audit.map(({ sagaId }) => sagaId)),
			textArray(audit.map(({ flowId }) => flowId)),
			textArray(audit.map(({ reason }) => reason)),
			textArray(audit.map(({ detail }) => JSON.stringify(detail))),
			atMs,
		]);
	}
}
