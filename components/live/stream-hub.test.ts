import { beforeEach, describe, expect, it } from 'vitest';
import { type HubMessage, StreamHub } from './stream-hub';

class Network {
	readonly urls: string[] = [];
	readonly timers: { readonly ms: number; readonly run: () => void }[] = [];
	closed = 0;
	on: { open(): void; event(name: string, data: string, id: string): void; error(): void } | null = null;

	readonly hub = new StreamHub({
		connect: (url, on) => {
			this.urls.push(url);
			this.on = on;
			return { close: () => (this.closed += 1) };
		},
		schedule: (ms, run) => {
			const timer = { ms, run };
			this.timers.push(timer);
			return () => {
				const at = this.timers.indexOf(timer);
				if (at >= 0) this.timers.splice(at, 1);
			};
		},
		random: () => 1,
	});

	passTime(): number {
		const timer = this.timers.shift();
		timer?.run();
		return timer?.ms ?? Number.NaN;
	}

	tab() {
		const heard: HubMessage[] = [];
		const tell = (message: HubMessage) => void heard.push(message);
		this.hub.join(tell);
		return { heard, tell };
	}
}

let network: Network;
beforeEach(() => {
	network = new Network();
});
const history = (seq: number) => JSON.stringify({ sagaId: 's1', records: [{ seq }] });

describe('stream hub', () => {
	it('makes one connection for all tabs and topics', () => {
		const [one, two] = [network.tab(), network.tab()];
		network.hub.subscribe(one.tell, 'sagas');
		network.hub.subscribe(two.tell, 'flows');
		network.passTime();
		expect(network.urls).toEqual(['/api/v1/stream?topics=flows%2Csagas']);
	});

	it('hands an event only to those who asked for its topic', () => {
		const [one, two] = [network.tab(), network.tab()];
		network.hub.subscribe(one.tell, 'sagas');
		network.hub.subscribe(two.tell, 'flows');
		network.passTime();
		network.on?.event('sagas-changed', '{"sagas":[],"more":false}', '1');
		expect(one.heard.filter((message) => message.type === 'event')).toHaveLength(1);
		expect(two.heard.filter((message) => message.type === 'event')).toHaveLength(0);
	});

	it('resumes after the last event when the connection breaks, waiting longer each time', () => {
		const { tell } = network.tab();
		network.hub.subscribe(tell, 'sagas');
		network.passTime();
		network.on?.event('sagas-changed', '{"sagas":[],"more":false}', 'pos-7');
		network.on?.error();
		expect(network.passTime()).toBe(500);
		expect(network.urls.at(-1)).toBe('/api/v1/stream?topics=sagas&last=pos-7');
		network.on?.error();
		expect(network.passTime()).toBe(1_000);
	});

	it('tells every tab how the connection stands', () => {
		const { tell, heard } = network.tab();
		network.hub.subscribe(tell, 'sagas');
		network.passTime();
		network.on?.open();
		network.on?.error();
		expect(heard.flatMap((message) => (message.type === 'status' ? [message.status] : []))).toEqual([
			'connecting',
			'live',
			'reconnecting',
		]);
	});

	it('asks a tab to read again when records it lacks have already passed by', () => {
		const [one, two] = [network.tab(), network.tab()];
		network.hub.subscribe(one.tell, 'saga:s1@3');
		network.passTime();
		network.on?.event('history', history(9), '1');
		network.hub.subscribe(two.tell, 'saga:s1@5');
		expect(two.heard).toContainEqual({ type: 'resync', topic: 'saga:s1' });
		network.hub.subscribe(two.tell, 'saga:s1@9');
		expect(two.heard.filter((message) => message.type === 'resync')).toHaveLength(1);
	});

	it('does not connect anew when a second tab wants the same', () => {
		const [one, two] = [network.tab(), network.tab()];
		network.hub.subscribe(one.tell, 'sagas');
		network.passTime();
		network.hub.subscribe(two.tell, 'sagas');
		network.passTime();
		network.hub.leave(two.tell);
		network.passTime();
		expect(network.urls).toHaveLength(1);
	});

	it('closes when nobody listens, and does not hear a closed connection', () => {
		const { tell, heard } = network.tab();
		network.hub.subscribe(tell, 'sagas');
		network.passTime();
		const old = network.on;
		network.hub.unsubscribe(tell, 'sagas');
		network.passTime();
		expect(network.closed).toBe(1);
		old?.error();
		expect(network.timers).toHaveLength(0);
		expect(heard).toEqual([{ type: 'status', status: 'connecting' }]);
	});
});
