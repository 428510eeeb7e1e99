/** The real network and clock of the stream hub, the same in a worker and in a page. */
import { streamEventSchemas } from '@/contract/http/stream';
import type { HubEnvironment } from './stream-hub';

export const browserEnvironment: HubEnvironment = {
	connect(url, on) {
		const source = new EventSource(url);
		source.onopen = () => on.open();
		source.onerror = () => on.error();
		for (const name of Object.keys(streamEventSchemas))
			source.addEventListener(name, (event: MessageEvent<string>) => on.event(name, event.data, event.lastEventId));
		return { close: () => source.close() };
	},
	schedule(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
	random: Math.random,
};
