/** Runs one pretend service as a process of its own: `run hotel`. */
import { type Connection, connectFromEnvironment, stopOnSignal } from '@/participant/connect';
import type { ParticipantBuilder } from '@/participant/participant';
import { car } from './car';
import { checkout } from './checkout';
import { flight } from './flight';
import { hotel } from './hotel';
import { payments } from './payments';
import { createHoldings } from './pretend';
import { rooms } from './rooms';
import { shipping } from './shipping';
import { stock } from './stock';
import { trips } from './trips';

const services: Readonly<Record<string, (connection: Connection) => ParticipantBuilder>> = {
	flight,
	hotel,
	car,
	payments,
	trips,
	stock,
	shipping,
	checkout,
	rooms,
};

const name = process.argv[2] ?? '';
const service = services[name];
if (service === undefined) {
	console.error(`There is no pretend service "${name}"; there are ${Object.keys(services).join(', ')}.`);
	process.exit(2);
}
const connection = connectFromEnvironment(name);
// Several services share the demo's database and start at once: who loses the race finds the table made.
await connection.database.query(createHoldings).catch((error: { code?: string }) => {
	if (error.code !== '23505' && error.code !== '42P07') throw error;
});
stopOnSignal(await service(connection).start(), connection);
