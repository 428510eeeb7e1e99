import { expect, it } from 'vitest';
import { edited, newHistory, redone, undone } from './edit-history';

const typed =
	(text: string, at: number, key: string | null = 'name') =>
	(history: ReturnType<typeof newHistory<string>>) =>
		edited(history, text, key, at);

it('takes typing into one field as one edit', () => {
	const history = [typed('C', 0), typed('Ch', 300), typed('Cha', 600)].reduce((now, type) => type(now), newHistory(''));
	expect(undone(history).present).toBe('');
});

it('begins a new edit after a pause, in another field and after an undo', () => {
	const paused = [typed('a', 0), typed('ab', 5_000)].reduce((now, type) => type(now), newHistory(''));
	expect(undone(paused).present).toBe('a');
	const other = [typed('a', 0), typed('b', 10, 'command')].reduce((now, type) => type(now), newHistory(''));
	expect(undone(other).present).toBe('a');
	const again = typed('c', 20)(undone(other));
	expect(undone(again).present).toBe('a');
});

it('brings back what was undone until something else is edited', () => {
	const history = edited(newHistory('a'), 'b', null, 0);
	expect(redone(undone(history)).present).toBe('b');
	expect(redone(edited(undone(history), 'c', null, 1)).present).toBe('c');
});

it('does not count what changes nothing', () => {
	const history = newHistory('a');
	expect(edited(history, 'a', null, 0)).toBe(history);
	expect(undone(history)).toBe(history);
	expect(redone(history)).toBe(history);
});
