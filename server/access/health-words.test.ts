import { expect, test } from 'vitest';
import type { HealthAnswer } from '@/contract/http/installation';
import { healthWords } from './health-words';

const at = 1_800_000_000_000;
const orchestrator: HealthAnswer['orchestrators'][number] = {
	id: '019a0000-0000-7000-8000-000000000000',
	pid: 1,
	host: 'here',
	startedAt: at - 60_000,
	beatAt: at - 500,
	alive: true,
	bus: 'kafka',
	trouble: '',
	demo: false,
};
const well: Parameters<typeof healthWords>[0] = {
	database: 'up',
	bus: 'kafka',
	orchestrators: [orchestrator],
	waitingRequests: 0,
	openIncidents: 3,
	deadLetters: 1,
	at,
	installationIncidents: [],
};
const silent = { ...orchestrator, alive: false, beatAt: at - 12_400 };

test.each([
	[well, 'All is well. One orchestrator at work over Kafka.'],
	[
		{ ...well, bus: 'postgres' as const, orchestrators: [orchestrator, orchestrator] },
		'All is well. 2 orchestrators at work over the PostgreSQL bus, without Kafka.',
	],
	[{ ...well, orchestrators: [{ ...orchestrator, trouble: 'Kafka is away; waiting.' }] }, 'Kafka is away; waiting.'],
	[{ ...well, installationIncidents: ['Replies are 20 min behind.'] }, 'Replies are 20 min behind.'],
	[
		{ ...well, orchestrators: [silent], waitingRequests: 2 },
		'No orchestrator is at work, the last one fell silent 12 s ago. Sagas and 2 requests wait and go on when one is started (npm run orchestrator).',
	],
	[
		{ ...well, orchestrators: [] },
		'No orchestrator is at work. Sagas wait and go on when one is started (npm run orchestrator).',
	],
	[
		{ ...well, database: 'away' as const, orchestrators: [] },
		'PostgreSQL cannot be reached. Nothing is lost; everything goes on by itself when it is back.',
	],
])('says the worst thing and what happens next (%#)', (facts, words) => {
	expect(healthWords(facts)).toBe(words);
});
