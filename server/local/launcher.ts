/**
 * `npm start`: every part as a process of its own, in the order in which they need each other, one line per part.
 *
 * Invariant: what has been started is stopped again, in the reverse order, whatever happens in between.
 * Not done here: what a part does; how it is kept running (supervise); what is built (build).
 */
import { join } from 'node:path';
import type { EnvironmentOf } from '@/contract/env';
import { type BundleName, buildBundles, buildWeb, bundlePath, nodeFlags } from './build';
import { type DataFolder, openDataFolder } from './data-folder';
import { createDatabase, type DatabaseUrls, prepareDatabase } from './database';
import { demoParticipants, deployDemoFlows } from './demo';
import { type Part, startPart } from './part';
import { isFree } from './ports';
import { startPostgres } from './postgres';
import { note, partLine } from './progress';
import { orchestratorBeats, webAnswers } from './readiness';
import { type Supervised, supervise } from './supervise';
import { chooseTransport, type Transport } from './transport';
import { LocalTrouble } from './trouble';

export interface Launcher {
	readonly url: string;
	/** At most 10 s: what does not end by itself is killed. A second call does not wait. */
	stop(): Promise<void>;
	/** Kills everything at once. */
	kill(): void;
}

export interface LauncherOptions {
	readonly root: string;
	readonly environment: EnvironmentOf<'launcher'>;
	/** Aborted once the order to stop has come. */
	readonly ordered: AbortSignal;
}

interface Launch extends LauncherOptions {
	readonly folder: DataFolder;
	/** In the order of their start; groups stop one after the other, newest first. */
	readonly started: Supervised[][];
	readonly url: string;
}

type PartEnvironment = Readonly<Record<string, string | undefined>>;

export async function launch(options: LauncherOptions): Promise<Launcher> {
	const port = options.environment.PORT;
	const url = `http://localhost:${port}`;
	const folder = await openDataFolder(options.environment.UNWIND_DATA, url);
	const launching: Launch = { ...options, folder, started: [], url };
	const stop = async () => {
		for (const group of launching.started.splice(0).reverse()) await Promise.all(group.map((part) => part.stop()));
		await folder.release();
	};
	try {
		if (folder.tookOver.length > 0)
			note(`An earlier start ended uncleanly: stopped what it had left (${folder.tookOver.join(', ')})`);
		if (!(await isFree(port))) {
			throw new LocalTrouble(
				`Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
			);
		}
		await startAll(launching);
	} catch (error) {
		await stop();
		throw error;
	}
	const kill = () => {
		for (const part of launching.started.flat()) part.kill();
	};
	return { url, stop, kill };
}

async function startAll(launching: Launch): Promise<void> {
	const { root, folder, ordered } = launching;
	// The build needs the cores, PostgreSQL and Kafka mostly the disk and the network: side by side.
	const building = build(launching);
	building.catch(() => undefined);
	const [database, transport] = await bothOrNeither(startDatabase(launching), startTransport(launching));
	ordered.throwIfAborted();
	await building;
	ordered.throwIfAborted();
	const shared = {
		...process.env,
		NODE_ENV: 'production',
		BUS: transport.kind,
		KAFKA_BROKERS: transport.brokers ?? undefined,
		UNWIND_DEMO: database.demo === null ? undefined : 'true',
	};
	await startOrchestrator(launching, { ...shared, DATABASE_URL: database.orchestrator }, database, transport);
	ordered.throwIfAborted();
	await startWeb(launching, {
		...withoutOrchestratorSecrets(process.env),
		NODE_ENV: 'production',
		BUS: transport.kind,
		WEB_DATABASE_URL: database.web,
		UNWIND_DEMO: shared.UNWIND_DEMO,
	});
	ordered.throwIfAborted();
	if (database.demo === null) {
		note('The demo is left out: the role of DATABASE_URL may not create a database for it');
		return;
	}
	const env = { ...shared, BUS_DATABASE_URL: database.orchestrator, DATABASE_URL: database.demo };
	await startDemo(launching, env, root, folder);
}

/** Waits for both also when one fails, so that whatever has been started is known to whoever stops it. */
async function bothOrNeither<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
	await Promise.allSettled([one, other]);
	return Promise.all([one, other]);
}

/** The web app holds no broker credentials and does not sign in as the orchestrator. */
function withoutOrchestratorSecrets(environment: PartEnvironment): PartEnvironment {
	const secret = (name: string) => name === 'DATABASE_URL' || name.startsWith('KAFKA_');
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !secret(name)));
}

async function build({ root, folder, ordered }: Launch): Promise<void> {
	const line = partLine('Build');
	await buildBundles(root);
	const built = await buildWeb(root, folder.logFile('build'), ordered);
	if (built) line.ready('web app and server parts (only after a change of their sources)');
}

async function startDatabase(launching: Launch): Promise<DatabaseUrls> {
	const { root, folder, environment } = launching;
	const line = partLine('PostgreSQL');
	const webUrl = environment.WEB_DATABASE_URL ?? null;
	if (environment.DATABASE_URL !== undefined) {
		const urls = await prepareDatabase({ root, url: environment.DATABASE_URL, webUrl });
		line.ready(`at ${new URL(environment.DATABASE_URL).host} (DATABASE_URL)`);
		return urls;
	}
	const preferred = folder.remembered<number>('postgresPort');
	const postgres = await startPostgres({
		root,
		folder: join(folder.path, 'postgres'),
		logFile: folder.logFile('postgres'),
		...(preferred === undefined ? {} : { port: preferred }),
	});
	// First, so that it stops last, whichever of it and the broker was up before.
	launching.started.unshift([await keepRunning(launching, postgres, postgres.again)]);
	await folder.remember('postgresPort', postgres.port);
	if (postgres.moved !== null) note(postgres.moved);
	await createDatabase(postgres.url('postgres'), 'unwind');
	const urls = await prepareDatabase({ root, url: postgres.url('unwind'), webUrl });
	line.ready(`embedded, 127.0.0.1:${postgres.port}, data in ${postgres.data}`);
	return urls;
}

async function startTransport(launching: Launch): Promise<Transport> {
	const line = partLine('Bus');
	const transport = await chooseTransport(
		launching.environment,
		launching.folder,
		join(launching.root, '.cache'),
		launching.ordered,
	);
	if (transport.local !== null) {
		launching.started.push([await keepRunning(launching, transport.local, transport.local.again)]);
	}
	line.ready(transport.about);
	return transport;
}

async function startOrchestrator(
	launching: Launch,
	env: PartEnvironment,
	database: DatabaseUrls,
	transport: Transport,
): Promise<void> {
	const line = partLine('Orchestrator');
	const logFile = launching.folder.logFile('orchestrator');
	const supervised = await supervise(
		() => startNode(launching, 'Orchestrator', 'orchestrator', [], env, 3_000),
		launching.folder,
	);
	launching.started.push([supervised]);
	await orchestratorBeats(database.orchestrator, logFile, launching.ordered);
	line.ready(`reads ${transport.kind === 'kafka' ? 'Kafka' : 'the PostgreSQL bus'}, writes PostgreSQL`);
}

async function startWeb(launching: Launch, env: PartEnvironment): Promise<void> {
	const line = partLine('Web app');
	const { root, folder, environment, url } = launching;
	const logFile = folder.logFile('web');
	const start = () =>
		startPart({
			name: 'Web app',
			command: process.execPath,
			args: [
				join(root, 'node_modules/next/dist/bin/next'),
				'start',
				'-H',
				environment.HOST,
				'-p',
				String(environment.PORT),
			],
			env: { ...env, NEXT_TELEMETRY_DISABLED: '1' },
			cwd: root,
			logFile,
			stopWithinMs: 1_500,
		});
	launching.started.push([await supervise(start, folder)]);
	await webAnswers(`http://127.0.0.1:${environment.PORT}`, logFile, launching.ordered);
	line.ready(url);
}

async function startDemo(launching: Launch, env: PartEnvironment, root: string, folder: DataFolder): Promise<void> {
	const line = partLine('Demo services');
	const supervised = await Promise.all(
		demoParticipants.map((name) =>
			supervise(() => startNode(launching, `Demo ${name}`, 'demo-participant', [name], env, 2_500), folder),
		),
	);
	// They stop before the orchestrator and after the web app, which was started before them.
	launching.started.splice(-1, 0, supervised);
	await deployDemoFlows(
		bundlePath(root, 'demo-deploy'),
		`http://127.0.0.1:${launching.environment.PORT}`,
		folder.logFile('demo'),
	);
	line.ready(`${demoParticipants.join(', ')}: pretend services, in place of yours`);
}

function startNode(
	{ root, folder }: Launch,
	name: string,
	bundle: BundleName,
	args: readonly string[],
	env: PartEnvironment,
	stopWithinMs: number,
): Promise<Part> {
	const logFile = folder.logFile(bundle === 'demo-participant' ? 'demo' : bundle);
	const flags = [...nodeFlags, bundlePath(root, bundle)];
	return startPart({
		name,
		command: process.execPath,
		args: [...flags, ...args],
		env,
		cwd: root,
		logFile,
		stopWithinMs,
	});
}

/** A part that already runs is noted and started again when it ends by itself. */
async function keepRunning({ folder }: Launch, running: Part, again: () => Promise<Part>): Promise<Supervised> {
	let first: Part | undefined = running;
	return supervise(async () => {
		const part = first ?? (await again());
		first = undefined;
		return part;
	}, folder);
}
