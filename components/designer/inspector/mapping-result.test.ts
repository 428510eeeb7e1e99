import { expect, it } from 'vitest';
import { mappingResult } from './mapping-result';

const sample = { trip: { price: 100 } };

it('shows what the command would be given with the sample', () => {
	const result = mappingResult([{ target: 'amount', expression: 'trip.price * 1.19' }], sample, 0);
	expect(JSON.parse(result.json ?? '')).toEqual({ amount: 119 });
});

it('names what depends on a reply that is not known yet', () => {
	const mapping = [
		{ target: 'room', expression: 'room.id' },
		{ target: 'amount', expression: 'trip.price' },
	];
	const result = mappingResult(mapping, sample, 0);
	expect(result.unknown).toEqual(['room']);
	expect(JSON.parse(result.json ?? '')).toEqual({ amount: 100 });
});

it('leaves half-typed entries to lint', () => {
	const mapping = [
		{ target: 'a', expression: 'trip.' },
		{ target: '', expression: '1' },
	];
	expect(mappingResult(mapping, sample, 0)).toEqual({ json: null, unknown: [], problem: null });
});
