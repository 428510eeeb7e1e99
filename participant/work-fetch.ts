/**
 * The commands of one fetch: serially per saga (so per key), side by side otherwise; offsets are resolved in order, each
 * only after its answer has been published.
 *
 * If we die anywhere in between, the commands come again and are answered from memory.
 */
import type { Pool } from 'pg';
import type { Fetch, OutgoingRecord, Producer, ReceivedRecord } from '@/bus/bus';
import { decodeCommand } from '@/contract/wire/command';
import { encodeDeadLetter } from '@/contract/wire/dead-letter';
import { encodeReply } from '@/contract/wire/reply';
import { topicDefaults } from '@/contract/wire/topics';
import { answerCommand } from './answer-command';
import type { CommandDefinition } from './command-definition';

export interface WorkContext {
	readonly name: string;
	readonly database: Pool;
	readonly producer: Producer;
	readonly definitions: ReadonlyMap<string, CommandDefinition>;
	readonly concurrencyMax: number;
	readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

/** Rejects when the database or the bus is away: what is not resolved by then is delivered again. */
export async function workFetch(context: WorkContext, fetch: Fetch): Promise<void> {
	const lastOfSaga = new Map<string | null, Promise<unknown>>();
	for (let from = 0; from < fetch.records.length && !fetch.signal.aborted; from += context.concurrencyMax) {
		const portion = fetch.records.slice(from, from + context.concurrencyMax);
		const answers = await Promise.all(
			portion.map((record) => {
				const before = lastOfSaga.get(record.key) ?? Promise.resolve();
				const answered = before.then(() => answerRecord(context, record));
				lastOfSaga.set(record.key, answered);
				return answered;
			}),
		);
		await context.producer.send(answers);
		const last = portion.at(-1);
		if (last !== undefined) fetch.resolve(last.offset);
	}
}

async function answerRecord(context: WorkContext, record: ReceivedRecord): Promise<OutgoingRecord> {
	const decoded = decodeCommand(record);
	if (!decoded.ok) {
		context.log(
			'error',
			`${context.name}: dead letter from ${record.topic}/${record.partition}@${record.offset}: ${decoded.detail}`,
		);
		return encodeDeadLetter({ ...record, reason: decoded.reason, detail: decoded.detail }, topicDefaults.deadLetters);
	}
	const { command } = decoded;
	const { attempt, answer } = await answerCommand(
		context.database,
		context.name,
		context.definitions.get(command.command),
		command,
	);
	return encodeReply(command, attempt, context.name, answer, Date.now());
}
