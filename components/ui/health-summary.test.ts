import { describe, expect, it } from 'vitest';
import type { HealthAnswer } from '@/contract/http/installation';
import { healthSummary } from './health-summary';

const orchestrator = {
	id: 'o',
	pid: 1,
	host: 'h',
	startedAt: 0,
	beatAt: 0,
	alive: true,
	bus: 'kafka' as const,
	trouble: '',
	demo: false,
};
const well: HealthAnswer = {
	status: 'ok',
	words: 'All parts are well.',
	database: 'up',
	bus: 'kafka',
	orchestrators: [orchestrator],
	waitingRequests: 0,
	openIncidents: 0,
	deadLetters: 0,
	at: 0,
};

describe('health summary', () => {
	it('names the bus when all is well', () => {
		expect(healthSummary(well, false)).toMatchObject({ tone: 'done', words: 'Kafka, all well', advice: null });
	});

	it('says that there is no Kafka, and how to get one', () => {
		const summary = healthSummary({ ...well, bus: 'postgres' }, false);
		expect(summary.words).toBe('PostgreSQL bus, no Kafka');
		expect(summary.advice).toContain('KAFKA_BROKERS');
	});

	it('says that no orchestrator is alive, which stops every saga', () => {
		expect(healthSummary({ ...well, orchestrators: [{ ...orchestrator, alive: false }] }, false)).toMatchObject({
			tone: 'bad',
			words: 'No orchestrator',
		});
	});

	it('does not show old news when the server is away', () => {
		expect(healthSummary(well, true)).toMatchObject({ tone: 'bad', words: 'Server away' });
	});
});
