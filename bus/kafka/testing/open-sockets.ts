/**
 * The TCP connections that this process opens while the suite runs, so that specs can treat them as a network does.
 * Invariant: nothing of the bus under test is replaced; only the wire is cut or goes deaf.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export class OpenSockets {
	readonly #sockets = new Set<Socket>();
	readonly #remember = (message: unknown): void => {
		if (typeof message !== 'object' || message === null || !('socket' in message)) return;
		const { socket } = message;
		if (!(socket instanceof Socket)) return;
		this.#sockets.add(socket);
		socket.once('close', () => this.#sockets.delete(socket));
	};

	constructor() {
		beforeAll(() => subscribe('net.client.socket', this.#remember));
		afterAll(() => {
			unsubscribe('net.client.socket', this.#remember);
		});
	}

	cut(): void {
		for (const socket of this.#sockets) socket.destroy(new Error('cut by the spec'));
	}

	/** What is written from now on never arrives, and nobody is told. Connections opened later are not concerned. */
	goDeaf(): void {
		for (const socket of this.#sockets) {
			socket.pause();
			socket.write = () => true;
		}
	}
}
