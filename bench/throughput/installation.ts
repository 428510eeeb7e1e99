/**
 * A throw-away installation for a benchmark: its own PostgreSQL with durable settings, a real Kafka where one can be had,
 * one orchestrator, every part a process of its own. All of it goes away with the benchmark.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyMigrations } from '@/prisma/apply-migrations';
import { nodeFlags } from '@/server/local/build';
import { startKafka, whyNoLocalKafka } from '@/server/local/kafka';
import { lastLines, type Part, startPart } from '@/server/local/part';
import { startPostgres } from '@/server/local/postgres';

export interface Installation {
	readonly databaseUrl: string;
	readonly bus: 'kafka' | 'postgres';
	/** For every process that uses the bus. */
	readonly env: Readonly<Record<string, string>>;
	/** By role, for the accounts of processor time. */
	readonly pids: Readonly<Record<string, number>>;
	/** Rejects when a part ends by itself: nothing can be measured any more. */
	readonly died: Promise<never>;
	startProcess(name: string, script: string, args: readonly string[]): Promise<Part>;
	stop(): Promise<void>;
}

const root = process.cwd();

export async function installation(): Promise<Installation> {
	const folder = await mkdtemp(join(tmpdir(), 'unwind-bench-'));
	// Under root PostgreSQL runs as another user, who must be able to enter.
	await chmod(folder, 0o755);
	const logFile = (name: string) => join(folder, `${name}.log`);
	const parts: Part[] = [];
	const pids: Record<string, number> = {};
	let stopping = false;
	/** PostgreSQL's data may lie elsewhere, where its user can reach it. */
	let postgresPlace: (() => Promise<void>) | null = null;
	let report = (_: Error) => {};
	const died = new Promise<never>((_, reject) => {
		report = reject;
	});
	died.catch(() => undefined);
	const stopAll = async () => {
		stopping = true;
		for (const part of parts.splice(0).reverse()) await part.stop();
		await postgresPlace?.();
		await rm(folder, { recursive: true, force: true });
	};
	let stopped: Promise<void> | null = null;
	// Ordered by a signal and by the end of the benchmark alike: both wait for the same stop.
	const stop = () => (stopped ??= stopAll());
	try {
		const postgres = await startPostgres({ root, folder: join(folder, 'postgres'), logFile: logFile('postgres') });
		parts.push(postgres);
		pids.PostgreSQL = postgres.identity.pid;
		postgresPlace = () => rm(dirname(postgres.data), { recursive: true, force: true });
		const databaseUrl = postgres.url('postgres');
		await applyMigrations({ databaseUrl, root });
		const brokers = await kafkaBrokers(folder, logFile('kafka'), parts, pids);
		const env = {
			DATABASE_URL: databaseUrl,
			BUS: brokers === null ? 'postgres' : 'kafka',
			...(brokers === null ? {} : { KAFKA_BROKERS: brokers }),
			PARTITIONS: '4',
			LOG_LEVEL: 'warn',
		};
		const startProcess = async (name: string, script: string, args: readonly string[]) => {
			const part = await startPart({
				name,
				command: process.execPath,
				args: [...nodeFlags, '--import', 'tsx', script, ...args],
				env: { ...process.env, ...env },
				cwd: root,
				logFile: logFile(name),
				stopWithinMs: 6_000,
			});
			parts.push(part);
			pids[name] = part.identity.pid;
			void part.ended.then(async (how) => {
				if (!stopping) report(new Error(`The ${name} is gone (${how}): ${await lastLines(logFile(name), 5)}`));
			});
			return part;
		};
		await startProcess('orchestrator', 'server/orchestrator.ts', []);
		return { databaseUrl, bus: brokers === null ? 'postgres' : 'kafka', env, pids, died, startProcess, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Given ones, else a local broker, else none. */
async function kafkaBrokers(
	folder: string,
	logFile: string,
	parts: Part[],
	pids: Record<string, number>,
): Promise<string | null> {
	if (process.env.BUS === 'postgres') return null;
	const given = process.env.TEST_KAFKA_BROKERS;
	if (given) return given;
	const because = await whyNoLocalKafka();
	if (because !== null) {
		console.log(`PostgreSQL bus: ${because}.`);
		return null;
	}
	const kafka = await startKafka({ cache: join(root, '.cache'), folder: join(folder, 'kafka'), logFile });
	parts.push(kafka);
	pids.Kafka = kafka.identity.pid;
	return kafka.broker;
}
