/**
 * GET /health: how the parts are, in words that name what happens next. It answers also while the database is away,
 * because that is one of the things to say. Many streams ask at once: within a second they share one look.
 */
import type { HealthAnswer } from '@/contract/http/installation';
import type { Orchestrator as OrchestratorRow } from '@/prisma/client/client';
import type { Actor } from './actor';
import { database, databaseTrouble } from './database';
import { healthWords } from './health-words';

/** Orchestrators beat every two seconds; one that has missed two of them and a little is dead or cut off. */
const silentMs = 5_000;
const sharedMs = 900;
/** Counted no further. */
const deadLettersMax = 1_000;

let latest: { readonly at: number; readonly answer: Promise<HealthAnswer> } | null = null;

export function readHealth(_actor: Actor): Promise<HealthAnswer> {
	const now = performance.now();
	if (latest === null || now - latest.at > sharedMs) latest = { at: now, answer: look() };
	return latest.answer;
}

async function look(): Promise<HealthAnswer> {
	try {
		return await lookAtDatabase();
	} catch (error) {
		const trouble = databaseTrouble(error);
		if (trouble === null) throw error;
		const away = {
			database: 'away',
			bus: null,
			orchestrators: [],
			waitingRequests: 0,
			openIncidents: 0,
			deadLetters: 0,
			at: Date.now(),
		} as const;
		return { status: 'trouble', words: healthWords({ ...away, installationIncidents: [] }), ...away };
	}
}

async function lookAtDatabase(): Promise<HealthAnswer> {
	const db = database();
	const [clock, rows, waitingRequests, openIncidents, deadLetters, installation] = await db.$transaction([
		db.$queryRaw<{ now: Date }[]>`select now()`,
		db.$queryRaw<OrchestratorRow[]>`
			select id, pid, host, started_at as "startedAt", beat_at as "beatAt", bus, trouble, demo
			from orchestrator where beat_at > now() - interval '1 hour' order by started_at, id`,
		db.request.count({ where: { status: 'open' } }),
		db.incident.count({ where: { resolvedAt: null } }),
		db.$queryRaw<{ count: number }[]>`
			select count(*)::integer as count from (select 1 from dead_letter limit ${deadLettersMax}) counted`,
		db.incident.findMany({ where: { resolvedAt: null, sagaId: null }, orderBy: { id: 'asc' }, take: 5 }),
	]);
	const at = clock[0]?.now.getTime() ?? Date.now();
	const orchestrators = rows.map((row) => ({
		id: row.id,
		pid: row.pid,
		host: row.host,
		startedAt: row.startedAt.getTime(),
		beatAt: row.beatAt.getTime(),
		alive: at - row.beatAt.getTime() < silentMs,
		bus: row.bus === 'kafka' ? ('kafka' as const) : ('postgres' as const),
		trouble: row.trouble,
		demo: row.demo,
	}));
	const alive = orchestrators.filter((one) => one.alive);
	const facts = {
		database: 'up',
		bus: alive[0]?.bus ?? null,
		orchestrators,
		waitingRequests,
		openIncidents,
		deadLetters: deadLetters[0]?.count ?? 0,
		at,
	} as const;
	const installationIncidents = installation.map(({ message }) => message);
	const wrong = alive.length === 0 || alive.some(({ trouble }) => trouble !== '') || installationIncidents.length > 0;
	return { status: wrong ? 'trouble' : 'ok', words: healthWords({ ...facts, installationIncidents }), ...facts };
}
