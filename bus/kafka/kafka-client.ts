/**
 * One KafkaJS client with sockets of its own, so that it can be ended for certain.
 *
 * Invariant: after `end` nothing of the client lives on. KafkaJS's `disconnect()` can wait for ever for a broker that
 * does not answer; it gets a bounded time, then its sockets are destroyed, which fails whatever still waits for them.
 * Not done here: producing, consuming, and judging errors.
 */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import kafkajs, { type ISocketFactory, type Kafka, type KafkaConfig, type logLevel, type SASLOptions } from 'kafkajs';
import { delay, withDeadline } from '../delivery/waiting';
import type { Log } from '../log';
import { registerCodecs } from './codecs';

export interface KafkaSettings {
	readonly brokers: readonly string[];
	readonly clientId: string;
	readonly ssl?: KafkaConfig['ssl'];
	readonly sasl?: SASLOptions;
	readonly log: Log;
	/** How late a partition may be seen that was added to a topic; default 30 s. */
	readonly metadataMaxAgeMs?: number;
}

export const metadataMaxAgeDefaultMs = 30_000;

const disconnectMs = 2_000;
const connectionMs = 3_000;
const requestMs = 10_000;
const keepAliveMs = 30_000;

registerCodecs();

export class KafkaClient {
	readonly kafka: Kafka;
	readonly #sockets = new Set<Socket>();
	#ended = false;

	constructor(settings: KafkaSettings) {
		this.kafka = new kafkajs.Kafka({
			brokers: [...settings.brokers],
			clientId: settings.clientId,
			...(settings.ssl === undefined ? {} : { ssl: settings.ssl }),
			...(settings.sasl === undefined ? {} : { sasl: settings.sasl }),
			connectionTimeout: connectionMs,
			requestTimeout: requestMs,
			// Few retries inside: our own loops retry, say so, and are bounded by a deadline.
			retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
			socketFactory: this.#socketFactory(),
			logLevel: kafkajs.logLevel.INFO,
			logCreator: () => (entry) => {
				if (!this.#ended) logEntry(settings.log, entry.level, entry.namespace, entry.log.message, entry.log);
			},
		});
	}

	async end(disconnect: () => Promise<void>): Promise<void> {
		this.#ended = true;
		await withDeadline(
			disconnect().catch(() => undefined),
			disconnectMs,
			() => undefined,
		);
		// `error` is the one event on which KafkaJS fails the requests of a socket that is gone.
		for (const socket of this.#sockets) socket.destroy(new Error('The client was ended.'));
		await delay(0);
	}

	/** KafkaJS leaves Nagle's algorithm on, which holds small requests back for up to 40 ms. */
	#socketFactory(): ISocketFactory {
		return ({ host, port, ssl, onConnect }) => {
			const socket = ssl
				? connectTls({ host, port, ...(isIpAddress(host) ? {} : { servername: host }), ...ssl }, onConnect)
				: connectTcp({ host, port }, onConnect);
			socket.setNoDelay(true);
			socket.setKeepAlive(true, keepAliveMs);
			this.#sockets.add(socket);
			socket.once('close', () => this.#sockets.delete(socket));
			return socket;
		};
	}
}

const isIpAddress = (host: string) => /^[\d.]+$/.test(host) || host.includes(':');

/** KafkaJS calls a lost connection an error; it is ours to say whether one matters, so all of it goes one level down. */
function logEntry(log: Log, level: logLevel, namespace: string, message: string, details: object): void {
	const cause = 'error' in details && typeof details.error === 'string' ? ` (${details.error})` : '';
	log(level === kafkajs.logLevel.ERROR ? 'warn' : 'debug', `kafka ${namespace}: ${message}${cause}`);
}
