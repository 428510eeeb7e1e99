/**
 * The SharedWorker that holds the browser's one event stream. A tab that leaves says so; one that is killed is noticed
 * by its silence, long after the slowest timer of a tab in the background.
 */
import { browserEnvironment } from './stream-environment';
import { type HubMessage, StreamHub } from './stream-hub';

export type TabMessage =
	| { readonly type: 'subscribe'; readonly topic: string }
	| { readonly type: 'unsubscribe'; readonly topic: string }
	| { readonly type: 'alive' }
	| { readonly type: 'leave' };

const silenceMaxMs = 180_000;
const hub = new StreamHub(browserEnvironment);

function serve(port: MessagePort): void {
	let heardAt = Date.now();
	const tell = (message: HubMessage) => port.postMessage(message);
	const leave = () => {
		clearInterval(watch);
		hub.leave(tell);
		port.close();
	};
	const watch = setInterval(() => {
		if (Date.now() - heardAt > silenceMaxMs) leave();
	}, silenceMaxMs / 3);
	port.onmessage = ({ data }: MessageEvent<TabMessage>) => {
		heardAt = Date.now();
		if (data.type === 'subscribe') hub.subscribe(tell, data.topic);
		if (data.type === 'unsubscribe') hub.unsubscribe(tell, data.topic);
		if (data.type === 'leave') leave();
	};
	hub.join(tell);
}

addEventListener('connect', (event) => {
	const port = event instanceof MessageEvent ? event.ports[0] : undefined;
	if (port !== undefined) serve(port);
});
