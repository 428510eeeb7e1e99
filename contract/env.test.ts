import { describe, expect, test } from 'vitest';
import { describeEnvironment, parseEnvironment } from './env';

const DATABASE_URL = 'postgresql://unwind:secret@localhost:5432/unwind';

describe('the environment of a part', () => {
	test('has defaults for all but the database', () => {
		const result = parseEnvironment('orchestrator', { DATABASE_URL });
		expect(result).toMatchObject({
			ok: true,
			environment: {
				DATABASE_URL,
				BUS: 'postgres',
				LANES: 1,
				PARTITIONS: 4,
				REPLIES_TOPIC: 'saga.replies',
				LOG_LEVEL: 'info',
			},
		});
	});

	test('uses Kafka where brokers are named', () => {
		const result = parseEnvironment('orchestrator', { DATABASE_URL, KAFKA_BROKERS: 'one:9092, two:9093' });
		expect(result).toMatchObject({ ok: true, environment: { BUS: 'kafka', KAFKA_BROKERS: ['one:9092', 'two:9093'] } });
	});

	test('may name the bus against the brokers', () => {
		const result = parseEnvironment('orchestrator', { DATABASE_URL, KAFKA_BROKERS: 'one:9092', BUS: 'postgres' });
		expect(result).toMatchObject({ ok: true, environment: { BUS: 'postgres' } });
	});

	test('counts an empty value as not set', () => {
		expect(parseEnvironment('launcher', { PORT: '', DATABASE_URL: '' })).toMatchObject({
			ok: true,
			environment: { PORT: 3_000 },
		});
	});

	test('of the web app knows which bus there is without its brokers', () => {
		const result = parseEnvironment('web', { WEB_DATABASE_URL: DATABASE_URL, BUS: 'kafka' });
		expect(result).toMatchObject({ ok: true, environment: { BUS: 'kafka' } });
	});
});

describe('a problem is one sentence that names the variable', () => {
	test.each([
		['orchestrator', {}, 'DATABASE_URL is not set; the orchestrator needs it (see .env.example).'],
		['web', { DATABASE_URL }, 'WEB_DATABASE_URL is not set; the web app needs it (see .env.example).'],
		[
			'orchestrator',
			{ DATABASE_URL: 'mysql://here' },
			'DATABASE_URL must be a PostgreSQL URL such as postgresql://user:password@host:5432/unwind.',
		],
		['launcher', { PORT: '70000' }, 'PORT must be a whole number from 1 to 65535.'],
		['launcher', { PORT: '3000x' }, 'PORT must be a whole number from 1 to 65535.'],
		['launcher', { BUS: 'rabbit' }, 'BUS must be one of kafka, postgres.'],
		['launcher', { UNWIND_ROLE: 'root' }, 'UNWIND_ROLE must be one of admin, viewer.'],
		['launcher', { KAFKA_SSL: 'yes' }, 'KAFKA_SSL must be true or false.'],
		['launcher', { KAFKA_BROKERS: 'localhost' }, 'KAFKA_BROKERS must be host:port, several separated by commas.'],
		['launcher', { REPLIES_TOPIC: 'a b' }, 'REPLIES_TOPIC must be a topic name: letters, digits, ".", "_" and "-".'],
		[
			'launcher',
			{ BUS: 'kafka' },
			'BUS is kafka, but KAFKA_BROKERS is not set; name the brokers or set BUS to postgres.',
		],
		[
			'launcher',
			{ KAFKA_BROKERS: 'one:9092', KAFKA_SASL_USERNAME: 'me', KAFKA_SASL_MECHANISM: 'plain' },
			'KAFKA_SASL_PASSWORD must be set too: signing in to Kafka needs KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD together.',
		],
	] as const)('%s %j', (part, source, problem) => {
		expect(parseEnvironment(part, source)).toEqual({ ok: false, problems: [problem] });
	});

	test('and all of them are said at once', () => {
		const result = parseEnvironment('launcher', { PORT: '0', LANES: '99', LOG_LEVEL: 'loud' });
		expect(result.ok ? [] : result.problems).toHaveLength(3);
	});
});

test('every variable is described and its example is one that it takes', () => {
	const described = describeEnvironment();
	expect(described.length).toBeGreaterThan(10);
	const example = Object.fromEntries(described.map(({ name, example, byDefault }) => [name, example ?? byDefault]));
	expect(parseEnvironment('orchestrator', example)).toMatchObject({ ok: true });
	expect(parseEnvironment('web', example)).toMatchObject({ ok: true });
});
