import { expect, test } from 'vitest';
import { databaseTrouble } from './database';

const withCode = (code: string) => Object.assign(new Error('…'), { code });

test('a database that is away or too busy is told from a defect, however deep it is wrapped', () => {
	expect(databaseTrouble(withCode('ECONNREFUSED'))).toBe('The database cannot be reached');
	expect(databaseTrouble(withCode('57P01'))).toBe('The database cannot be reached');
	expect(databaseTrouble(withCode('P1001'))).toBe('The database cannot be reached');
	expect(databaseTrouble(new Error('Connection terminated unexpectedly'))).toBe('The database cannot be reached');
	expect(databaseTrouble(withCode('57014'))).toBe('The database did not answer in time');
	const wrapped = Object.assign(new Error('…', { cause: { cause: { originalCode: '08006' } } }), { code: 'P2010' });
	expect(databaseTrouble(wrapped)).toBe('The database cannot be reached');
});

test('a defect stays a defect', () => {
	for (const error of [withCode('42P01'), withCode('P2002'), new TypeError('x is not a function'), null, 'text'])
		expect(databaseTrouble(error)).toBeNull();
	const round: { cause?: unknown } = {};
	round.cause = round;
	expect(databaseTrouble(round)).toBeNull();
});
