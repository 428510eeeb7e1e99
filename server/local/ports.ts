/** TCP ports of this machine, on the loopback interface only: the embedded parts are nobody else's business. */
import { createServer } from 'node:net';

export const loopback = '127.0.0.1';

export function isFree(port: number, host: string = loopback): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
	});
}

/** The port of the last start if it is still free (so that bookmarks and tools go on working), else any free one. */
export async function freePort(preferred?: number): Promise<number> {
	if (preferred !== undefined && (await isFree(preferred))) return preferred;
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen({ port: 0, host: loopback, exclusive: true }, () => {
			const address = probe.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});
}
