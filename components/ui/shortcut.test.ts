import { describe, expect, it } from 'vitest';
import { type KeyPress, matchesShortcut, printShortcut } from './shortcut';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
	key,
	ctrlKey: false,
	metaKey: false,
	shiftKey: false,
	altKey: false,
	...held,
});

describe('matchesShortcut', () => {
	it('takes Ctrl and ⌘ alike for mod', () => {
		expect(matchesShortcut(press('z', { ctrlKey: true }), 'mod+z')).toBe(true);
		expect(matchesShortcut(press('z', { metaKey: true }), 'mod+z')).toBe(true);
		expect(matchesShortcut(press('z'), 'mod+z')).toBe(false);
	});

	it('tells redo from undo by Shift, whatever the letter case the browser reports', () => {
		expect(matchesShortcut(press('Z', { ctrlKey: true, shiftKey: true }), 'mod+shift+z')).toBe(true);
		expect(matchesShortcut(press('Z', { ctrlKey: true, shiftKey: true }), 'mod+z')).toBe(false);
	});

	it('does not ask how a keyboard makes a symbol', () => {
		expect(matchesShortcut(press('?', { shiftKey: true }), '?')).toBe(true);
		expect(matchesShortcut(press('?'), '?')).toBe(true);
	});

	it('leaves keys with Alt or Ctrl to the browser', () => {
		expect(matchesShortcut(press('c', { altKey: true }), 'c')).toBe(false);
		expect(matchesShortcut(press('c', { ctrlKey: true }), 'c')).toBe(false);
	});
});

it('prints keys as they stand on a keyboard', () => {
	expect(printShortcut('mod+shift+z')).toEqual(['Ctrl', 'Shift', 'Z']);
	expect(printShortcut('ArrowLeft')).toEqual(['←']);
});
