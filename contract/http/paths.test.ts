import { expect, test } from 'vitest';
import { paths } from './paths';
import { versionNumber } from './versions';

test('addresses hold whatever an id holds', () => {
	expect(paths.flow('a/../b?c')).toBe('/api/v1/flows/a%2F..%2Fb%3Fc');
	expect(paths.version('book-trip', 3)).toBe('/api/v1/flows/book-trip/versions/3');
	expect(paths.stream(['sagas', 'saga:x@12'], 'list=1.2~x=3')).toBe(
		'/api/v1/stream?topics=sagas%2Csaga%3Ax%4012&last=list%3D1.2%7Ex%3D3',
	);
});

test('a version in an address is a number from 1, or none that exists', () => {
	expect(['1', '12', '0', '-1', '1.5', '01', 'x', '1e3', '9999999999'].map(versionNumber)).toEqual([
		1, 12, 0, 0, 0, 0, 0, 0, 0,
	]);
});
