/** When a part may be called ready: it does its work, not merely runs. */
import pg from 'pg';
import { lastLines } from './part';
import { LocalTrouble } from './trouble';

const withinMs = 40_000;

/** An orchestrator has told the database that it lives. */
export async function orchestratorBeats(databaseUrl: string, logFile: string, ordered: AbortSignal): Promise<void> {
	const client = new pg.Client({ connectionString: databaseUrl });
	client.on('error', () => undefined);
	await client.connect();
	const { rows } = await client.query('select clock_timestamp() as since');
	try {
		await until(`The orchestrator does not report within ${withinMs / 1_000} s`, logFile, ordered, async () => {
			const beats = await client.query('select 1 from orchestrator where started_at >= $1 limit 1', [rows[0].since]);
			return beats.rowCount !== 0;
		});
	} finally {
		await client.end();
	}
}

/** It serves pages. */
export function webAnswers(url: string, logFile: string, ordered: AbortSignal): Promise<void> {
	return until(`The web app does not answer within ${withinMs / 1_000} s`, logFile, ordered, async () => {
		const response = await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
		return response?.ok === true;
	});
}

async function until(
	otherwise: string,
	logFile: string,
	ordered: AbortSignal,
	ready: () => Promise<boolean>,
): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await ready())) {
		ordered.throwIfAborted();
		if (Date.now() > deadline)
			throw new LocalTrouble(`${otherwise}; the last lines of ${logFile}:\n${await lastLines(logFile, 8)}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
