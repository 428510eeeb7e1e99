/**
 * A participant for tests, of contract and transport alone: it answers what it is told to and remembers what it did, in
 * memory, per command key. It keeps the contract's core: a repeated command is answered as before and done once.
 */
import type { Bus, Consumer, Fetch, Producer } from '@/bus/bus';
import { decodeCommand, type ReceivedCommand } from '@/contract/wire/command';
import { encodeReply, type WireAnswer } from '@/contract/wire/reply';
import { commandsTopic } from '@/contract/wire/topics';

export interface TestParticipant {
	/** Keys of the commands whose effect took place, in order, undos included: once each. */
	readonly done: readonly string[];
	/** Every delivery, repeats included. */
	readonly received: readonly ReceivedCommand[];
	stop(): Promise<void>;
}

export interface TestParticipantOptions {
	readonly bus: Bus;
	readonly names: readonly string[];
	/** Null: no answer at all. */
	answer(command: ReceivedCommand): WireAnswer | null;
	/** How often each reply is sent. */
	readonly copies?: number;
}

export async function testParticipant({
	bus,
	names,
	answer,
	copies = 1,
}: TestParticipantOptions): Promise<TestParticipant> {
	const topics = names.map(commandsTopic);
	await bus.ensureTopics(topics.map((name) => ({ name, partitions: 2 })));
	const producer: Producer = await bus.producer();
	const remembered = new Map<string, WireAnswer>();
	const done: string[] = [];
	const received: ReceivedCommand[] = [];
	const answerTo = (command: ReceivedCommand): WireAnswer | null => {
		const before = remembered.get(command.key);
		if (before) return before;
		const now = answer(command);
		if (now?.type === 'completed') {
			remembered.set(command.key, now);
			done.push(command.key);
		}
		return now;
	};
	const receive = async ({ records, resolve }: Fetch) => {
		const replies = records.flatMap((record) => {
			const decoded = decodeCommand(record);
			if (!decoded.ok) throw new Error(decoded.detail);
			const { command } = decoded;
			received.push(command);
			const said = answerTo(command);
			if (said === null) return [];
			return Array(copies).fill(encodeReply(command, command.attempt, names[0] ?? '', said, Date.now()));
		});
		if (replies.length > 0) await producer.send(replies);
		const last = records.at(-1);
		if (last) resolve(last.offset);
	};
	const consumers: Consumer[] = await Promise.all(
		topics.map((topic) => bus.consume({ group: `test-${topic}`, topics: [topic], receive })),
	);
	return {
		done,
		received,
		stop: async () => {
			await Promise.all(consumers.map((consumer) => consumer.stop()));
			await producer.stop();
		},
	};
}
