/** When a consumer is rebuilt, and when it is left alone. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watchdog } from './watchdog';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

function watchdog(heldUp = () => false) {
	const reasons: string[] = [];
	return { reasons, dog: new Watchdog({ rebuild: async (reason) => void reasons.push(reason), heldUp }) };
}
const at = (committed: string) => [{ topic: 'r', partition: 0, committed }];
const end = (offset: string) => new Map([[0, offset]]);

test('no progress while there is lag, for long: rebuilt, and then given time again', async () => {
	const { dog, reasons } = watchdog();
	await dog.look(at('5'), end('9'), false);
	vi.advanceTimersByTime(31_000);
	await dog.look(at('5'), end('9'), false);
	expect(reasons).toHaveLength(1);
	await dog.look(at('5'), end('9'), false);
	expect(reasons).toHaveLength(1);
});

test('slow progress, no lag, or a known hold-up: left alone', async () => {
	let held = false;
	const { dog, reasons } = watchdog(() => held);
	await dog.look(at('5'), end('9'), false);
	vi.advanceTimersByTime(31_000);
	await dog.look(at('6'), end('9'), false);
	vi.advanceTimersByTime(29_000);
	await dog.look(at('9'), end('9'), false);
	vi.advanceTimersByTime(60_000);
	await dog.look(at('9'), end('9'), false);
	held = true;
	vi.advanceTimersByTime(60_000);
	await dog.look(at('9'), end('99'), false);
	expect(reasons).toEqual([]);
});

test('owning nothing is fine while others read, and a fault when nobody does', async () => {
	const { dog, reasons } = watchdog();
	await dog.look([], end('9'), false);
	vi.advanceTimersByTime(120_000);
	await dog.look([], end('9'), false);
	expect(reasons).toEqual([]);
	await dog.look([], end('9'), true);
	vi.advanceTimersByTime(31_000);
	await dog.look([], end('9'), true);
	expect(reasons).toHaveLength(1);
});
