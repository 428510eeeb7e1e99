/**
 * The real PostgreSQL and the real Kafka for the suites that need them: throw-away ones, on free ports, with data in
 * the run's own folder. A running product and its data are never looked at.
 */
import { existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { kafkaVersion, startKafka } from '@/server/local/kafka';
import { startPostgres } from '@/server/local/postgres';
import { choosePostgresPlace } from '@/server/local/postgres-place';
import type { TestRun } from './test-run';

/** The superuser's address of the maintenance database; each test file makes databases of its own. */
export async function provideDatabase(run: TestRun): Promise<string> {
	const folder = run.file('postgres');
	// Tests sign in as any role without a password, so that none of them has to set one for a role that all share.
	const trust = run.file('pg_hba.conf');
	await writeFile(trust, 'host all all 127.0.0.1/32 trust\n');
	await chmod(trust, 0o644);
	const postgres = await startPostgres({
		root: run.root,
		folder,
		logFile: run.logOf('postgres'),
		// Nothing here outlives the run, so a commit need not reach the disk; everything else is as in production.
		settings: { max_connections: '300', fsync: 'off', full_page_writes: 'off', hba_file: trust },
	});
	await run.keep({
		async stop() {
			await postgres.stop();
			await removeMovedData(run.root, folder);
		},
	});
	return postgres.url('postgres');
}

export type KafkaProvided = { readonly brokers: string } | { readonly whyNot: string };

/** Where the jars cannot be fetched there is no Kafka to be had; where they can, a broker that does not start is an error. */
export async function provideKafka(run: TestRun): Promise<KafkaProvided> {
	const cache = join(run.root, '.cache');
	try {
		const kafka = await startKafka({ cache, folder: run.file('kafka'), logFile: run.logOf('kafka') });
		await run.keep(kafka);
		return { brokers: kafka.broker };
	} catch (error) {
		if (existsSync(join(cache, `kafka-${kafkaVersion}`))) throw error;
		return { whyNot: error instanceof Error ? error.message : String(error) };
	}
}

/** Under root, data that its user cannot reach goes below /var/lib/unwind: what stood in for `folder` there is removed. */
export async function removeMovedData(root: string, folder: string): Promise<void> {
	const { data, moved } = await choosePostgresPlace(root, folder);
	if (moved !== null) await rm(dirname(data), { recursive: true, force: true });
}
