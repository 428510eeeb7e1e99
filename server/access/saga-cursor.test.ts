import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSagaCursor, encodeSagaCursor } from './saga-cursor';

test('a cursor gives back the id it was made of', () => {
	fc.assert(fc.property(fc.uuid({ version: 7 }), (id) => decodeSagaCursor(encodeSagaCursor(id)) === id));
});

test('what was never given out is no cursor', () => {
	for (const text of [
		'',
		'x',
		'../../etc',
		`${encodeSagaCursor('019a0000-0000-7000-8000-000000000000')}=`,
		'é'.repeat(20),
	])
		expect(decodeSagaCursor(text)).toBeNull();
	fc.assert(
		fc.property(fc.string(), (text) => {
			const id = decodeSagaCursor(text);
			if (id !== null) expect(encodeSagaCursor(id)).toBe(text);
		}),
	);
});
