/**
 * The end of the web process, as a signal for open streams: `next start` waits for open answers before it ends, so every
 * stream must end when the process is told to. Listens beside Next's own handlers and does not replace them.
 */
const shared = globalThis as typeof globalThis & { unwindProcessEnd?: AbortController };

export function processEnd(): AbortSignal {
	if (!shared.unwindProcessEnd) {
		const end = new AbortController();
		shared.unwindProcessEnd = end;
		process.once('SIGTERM', () => end.abort());
		process.once('SIGINT', () => end.abort());
	}
	return shared.unwindProcessEnd.signal;
}
