/** The contract of the port on real Kafka. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { describeBus } from '../contract-suite/describe-bus';

const brokers = (process.env.TEST_KAFKA_BROKERS ?? '').split(',');
const sockets = new Set<Socket>();

function remember(message: unknown): void {
	if (typeof message !== 'object' || message === null || !('socket' in message)) return;
	const { socket } = message;
	if (!(socket instanceof Socket)) return;
	sockets.add(socket);
	socket.once('close', () => sockets.delete(socket));
}

beforeAll(() => subscribe('net.client.socket', remember));
afterAll(() => {
	unsubscribe('net.client.socket', remember);
});

describeBus('Kafka', () => ({
	settings: { kind: 'kafka', brokers, clientId: 'bus-spec', metadataMaxAgeMs: 1_000 },
	unreachable: { kind: 'kafka', brokers: ['127.0.0.1:1'], clientId: 'bus-spec' },
	cutConnections: async () => {
		for (const socket of sockets) socket.destroy(new Error('cut by the spec'));
	},
}));
