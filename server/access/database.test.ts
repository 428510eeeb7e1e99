import { afterEach, expect, test, vi } from 'vitest';
import { closeDatabase, database, databaseTrouble } from './database';
import { readHealth } from './read-health';

afterEach(async () => {
	await closeDatabase();
	vi.unstubAllEnvs();
});

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

test('no server at all is said as such, by every kind of query', async () => {
	vi.stubEnv('WEB_DATABASE_URL', 'postgresql://unwind_web@127.0.0.1:1/unwind');
	const db = database();
	const queries = [
		() => db.flow.findMany(),
		() => db.$queryRaw`select 1`,
		() => db.$executeRaw`select 1`,
		() => db.$transaction([db.flow.count(), db.saga.count()]),
	];
	for (const query of queries) {
		const error: unknown = await Promise.resolve(query()).then(
			() => null,
			(thrown: unknown) => thrown,
		);
		expect(databaseTrouble(error)).toBe('The database cannot be reached');
	}
	expect(await readHealth({ id: 'ada', role: 'viewer' })).toMatchObject({ status: 'trouble', database: 'away' });
});
