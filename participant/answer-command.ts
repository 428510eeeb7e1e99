/**
 * One command, from the topic to its answer: lock what is remembered of the key, decide, run the handler in the same
 * transaction, remember, commit. The answer is published by the caller after the commit.
 *
 * Invariant: `failed` and `unavailable` leave no effect in the database: the handler runs inside a savepoint.
 * Not done here: publishing, offsets, order between commands.
 */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { toError } from '@/bus/delivery/waiting';
import type { ReceivedCommand } from '@/contract/wire/command';
import type { WireJson } from '@/contract/wire/record';
import type { WireAnswer } from '@/contract/wire/reply';
import type { CommandDefinition } from './command-definition';
import { decide, remember } from './decide';
import { lockMemory, writeMemory } from './memory';
import { Failed, Unavailable } from './outcome';

export interface GivenAnswer {
	/** The attempt that is answered. */
	readonly attempt: number;
	readonly answer: WireAnswer;
}

/** Throws only when the database is away or the connection broke: then the command must be delivered again. */
export async function answerCommand(
	database: Pool,
	participant: string,
	definition: CommandDefinition | undefined,
	command: ReceivedCommand,
): Promise<GivenAnswer> {
	const client = await database.connect();
	let broken: Error | undefined;
	try {
		await client.query('begin');
		const given = await decideAndWork(client, participant, definition, command);
		await client.query('commit');
		return given;
	} catch (error) {
		broken = toError(error);
		await client.query('rollback').catch(() => undefined);
		if (isDatabaseAway(error)) throw broken;
		// A constraint that is only checked at the commit, or a rollback forced by a conflict: nothing remained.
		broken = undefined;
		return { attempt: command.attempt, answer: { type: 'unavailable', message: toError(error).message } };
	} finally {
		client.release(broken);
	}
}

async function decideAndWork(
	client: PoolClient,
	participant: string,
	definition: CommandDefinition | undefined,
	command: ReceivedCommand,
): Promise<GivenAnswer> {
	const memory = await lockMemory(client, participant, command);
	const decision = decide(command, memory);
	if (decision.do === 'answer') return { attempt: decision.attempt, answer: decision.answer };
	const answer =
		decision.do === 'mark-undone'
			? ({ type: 'completed', output: null } as const)
			: await work(client, definition, command);
	await writeMemory(client, participant, command.forwardKey, remember(memory, command, answer));
	return { attempt: command.attempt, answer };
}

async function work(
	client: PoolClient,
	definition: CommandDefinition | undefined,
	command: ReceivedCommand,
): Promise<WireAnswer> {
	if (definition === undefined) {
		return { type: 'failed', code: 'UNKNOWN_COMMAND', message: `This participant has no command ${command.command}.` };
	}
	const payload = definition.schema.safeParse(command.payload);
	if (!payload.success) return { type: 'failed', code: 'INVALID_PAYLOAD', message: z.prettifyError(payload.error) };
	await client.query('savepoint before_work');
	try {
		const output = await definition.handler(payload.data as never, {
			db: client,
			key: command.forwardKey,
			attempt: command.attempt,
			sagaId: command.sagaId,
			flowId: command.flowId,
			step: command.step,
			undo: command.undo,
		});
		await client.query('release savepoint before_work');
		return { type: 'completed', output: (output ?? null) as WireJson };
	} catch (error) {
		if (isDatabaseAway(error)) throw error;
		await client.query('rollback to savepoint before_work');
		if (error instanceof Failed) return { type: 'failed', code: error.code, message: error.message };
		const message = toError(error).message;
		return { type: 'unavailable', message: error instanceof Unavailable ? message : `Unexpected: ${message}` };
	}
}

/** Connection exceptions, shutdown, out of resources, and errors of the socket itself. */
function isDatabaseAway(error: unknown): boolean {
	const code = (error as { code?: unknown }).code;
	if (typeof code === 'string') return /^(08|53|57)...$/.test(code) || /^E[A-Z]+$/.test(code);
	return (
		error instanceof Error && /Connection terminated|Client has encountered a connection error/.test(error.message)
	);
}
