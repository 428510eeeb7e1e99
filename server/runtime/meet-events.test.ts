/** When pairs are looked for again: with what was committed during a look, and after a look that failed. */
import { afterEach, expect, test, vi } from 'vitest';
import { CompiledFlows } from './compiled-flows';
import type { EventKey, EventStore } from './event-ports';
import { FlowCatalogue } from './flow-catalogue';
import { EventMeetings } from './meet-events';
import { StoreFault } from './ports';
import { Trouble } from './trouble';

const key: EventKey = { flowId: 'flow', name: 'paid', key: 'o-1' };
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const running: EventMeetings[] = [];
afterEach(async () => {
	for (const meetings of running.splice(0)) await meetings.stop();
});

/** `answer`: what each look comes to; looks are told apart by their number, from 1. */
function lookingWith(answer: (look: number, meetings: EventMeetings) => Promise<void>) {
	const looks: (readonly EventKey[])[] = [];
	const store: Pick<EventStore, 'meetings' | 'overdueKeys' | 'flowHeads'> = {
		async meetings(keys) {
			looks.push(keys);
			await answer(looks.length, meetings);
			return [];
		},
		overdueKeys: async () => [],
		flowHeads: async () => [],
	};
	const catalogue = new FlowCatalogue(store, new CompiledFlows({ flowDefinition: async () => null }));
	const lanes = { submit: async () => 'done' as const };
	const meetings = new EventMeetings({ store, catalogue, lanes, trouble: new Trouble(silent) });
	running.push(meetings);
	return { looks, meetings };
}

test('what is committed during a look is looked at once more', async () => {
	const { looks, meetings } = lookingWith(async (look, at) => {
		if (look === 1) at.touched([key]);
	});
	meetings.touched([key]);
	await vi.waitFor(() => expect(looks).toEqual([[key], [key]]));
});

test('a look that failed is made again', async () => {
	const { looks, meetings } = lookingWith(async (look) => {
		if (look === 1) throw new StoreFault('away', 'It is away.');
	});
	meetings.touched([key]);
	await vi.waitFor(() => expect(looks).toEqual([[key], [key]]), 5_000);
});
