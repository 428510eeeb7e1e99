/** Stream items as server-sent events: `id`, `event` and `data` on a line each, a comment for the heartbeat. */
import type { StreamItem } from './open-stream';

/** Sent first: how long a browser waits before it connects again, and enough for proxies to pass the head on. */
export const streamHead = 'retry: 1000\n\n';

export function eventText(item: StreamItem): string {
	if (item === 'heartbeat') return ': still here\n\n';
	const { event, id } = item;
	// JSON escapes line ends, so one `data` line is enough.
	return `id: ${id}\nevent: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
