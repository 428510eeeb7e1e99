/**
 * What a participant remembers per forward key, in the database of its effects and written in their transaction: that is
 * what makes a repeated command harmless. One row per key; the row lock serialises all work on the key.
 *
 * If we die before the commit, neither the effect nor the memory is there and the command comes again; if we die after
 * it, the command comes again and is answered from here.
 */
import type { Pool, PoolClient } from 'pg';
import type { ReceivedCommand } from '@/contract/wire/command';
import type { Memory } from './decide';

const createTable = `
	create table if not exists participant_memory (
		participant  text not null,
		forward_key  text not null,
		saga_id      uuid not null,
		state        text not null default 'open',
		output       text,
		attempt      int  not null default 0,
		answer       text,
		undo_attempt int  not null default 0,
		undo_answer  text,
		written_at   timestamptz not null default now(),
		ended_at     timestamptz,
		primary key (participant, forward_key)
	) with (fillfactor = 70);
	create index if not exists participant_memory_saga on participant_memory (participant, saga_id);
	create index if not exists participant_memory_ended on participant_memory (ended_at) where ended_at is not null`;

/** Several participants may share a database and start at once: who loses the race to create finds it created. */
export async function ensureMemory(database: Pool): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			await database.query(createTable);
			return;
		} catch (error) {
			const lostRace = ['23505', '42710', '42P07', 'XX000'].includes((error as { code?: string }).code ?? '');
			if (!lostRace || attempt === 5) throw error;
		}
	}
}

/** Locks the key's row, creating it where there is none. Primary key; one row; released at the end of the transaction. */
const lockRow = `
	insert into participant_memory as memory (participant, forward_key, saga_id) values ($1, $2, $3)
	on conflict (participant, forward_key) do update set participant = memory.participant
	returning state, output, attempt, answer, undo_attempt, undo_answer`;

export async function lockMemory(client: PoolClient, participant: string, command: ReceivedCommand): Promise<Memory> {
	const { rows } = await client.query(lockRow, [participant, command.forwardKey, command.sagaId]);
	const row = rows[0];
	return {
		state: row.state,
		output: parsed(row.output),
		attempt: row.attempt,
		answer: parsed(row.answer),
		undoAttempt: row.undo_attempt,
		undoAnswer: parsed(row.undo_answer),
	};
}

const writeRow = `
	update participant_memory
	set state = $3, output = $4, attempt = $5, answer = $6, undo_attempt = $7, undo_answer = $8, written_at = now()
	where participant = $1 and forward_key = $2`;

export async function writeMemory(
	client: PoolClient,
	participant: string,
	forwardKey: string,
	memory: Memory,
): Promise<void> {
	const { state, output, attempt, answer, undoAttempt, undoAnswer } = memory;
	const values = [participant, forwardKey, state, text(output), attempt, text(answer), undoAttempt, text(undoAnswer)];
	const { rowCount } = await client.query(writeRow, values);
	if (rowCount !== 1) throw new Error(`The memory of ${forwardKey} has gone while its row was locked.`);
}

/** The sagas have ended: from now on their rows may be forgotten once no command can be delivered again. */
const markEnded = `
	update participant_memory set ended_at = now()
	where participant = $1 and saga_id = any($2::uuid[]) and ended_at is null`;

export async function markSagasEnded(database: Pool, participant: string, sagaIds: readonly string[]): Promise<void> {
	await database.query(markEnded, [participant, sagaIds]);
}

/** In portions, so that no long transaction stands in the way of the work. */
const deleteEnded = `
	delete from participant_memory where (participant, forward_key) in (
		select participant, forward_key from participant_memory
		where participant = $1 and ended_at < now() - make_interval(secs => $2) limit 1000 for update skip locked)`;

/** Returns how many keys were forgotten. */
export async function forgetEnded(database: Pool, participant: string, keepSeconds: number): Promise<number> {
	const { rowCount } = await database.query(deleteEnded, [participant, keepSeconds]);
	return rowCount ?? 0;
}

function parsed(column: string | null): Memory['answer'] {
	return column === null ? null : JSON.parse(column);
}

function text(answer: Memory['answer']): string | null {
	return answer === null ? null : JSON.stringify(answer);
}
