/**
 * A process that joins a group, says so when it was given records, and never resolves one: specs kill it in mid-work.
 */
import { connectBus } from '../connect-bus';
import type { PlainSettings } from './bus-under-test';

interface Order {
	readonly settings: PlainSettings;
	readonly group: string;
	readonly topic: string;
}

const order: Order = JSON.parse(process.argv[2] ?? '');
const bus = connectBus({ ...order.settings, log: () => undefined });
await bus.consume({
	group: order.group,
	topics: [order.topic],
	receive: async ({ records }) => {
		process.stdout.write(`holding ${records.length}\n`);
		await new Promise<never>(() => undefined);
	},
});
