/**
 * The participants of the benchmark, a process of their own: they decode, answer and remember nothing. What a durable
 * participant costs is its own business, not the orchestrator's.
 */
import { connectBus } from '@/bus/connect-bus';
import { decodeCommand } from '@/contract/wire/command';
import { encodeReply } from '@/contract/wire/reply';
import { commandsTopic } from '@/contract/wire/topics';
import { benchBus } from './bench-bus';
import { orderParticipants } from './order-flow';

const bus = connectBus(benchBus('bench-participants'));
const topics = orderParticipants().map(commandsTopic);
await bus.ensureTopics(topics.map((name) => ({ name, partitions: 4 })));
const producer = await bus.producer();
await bus.consume({
	group: 'bench-participants',
	topics,
	concurrencyMax: 12,
	receive: async ({ records, resolve }) => {
		const replies = records.map((record) => {
			const decoded = decodeCommand(record);
			if (!decoded.ok) throw new Error(decoded.detail);
			const { command } = decoded;
			const { payload } = command;
			const asked = payload !== null && typeof payload === 'object' && !Array.isArray(payload) ? payload.fail : '';
			return encodeReply(
				command,
				command.attempt,
				'bench',
				asked === command.command
					? { type: 'failed', code: 'NO', message: 'It was told to fail.' }
					: { type: 'completed', output: { reference: `R-${command.key}` } },
				Date.now(),
			);
		});
		await producer.send(replies);
		const last = records.at(-1);
		if (last) resolve(last.offset);
	},
});
// A consumer that is being rebuilt may for a moment hold nothing open that keeps a process alive.
setInterval(() => undefined, 60_000);
console.log('ready');
