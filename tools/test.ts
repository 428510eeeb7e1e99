/**
 * `npm test`: sets up everything on a fresh machine, runs every suite, tears everything down, and ends with one line
 * over all of them.
 *
 * Two lanes share the cores. One checks and runs the suites that need no build; the other gets what is missing on the
 * machine, starts the real parts and builds. The stories come last and alone, because they watch the clock.
 * Invariant: exit code 0 means that something ran and nothing failed. Skipped suites say why.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb } from '@/server/local/build';
import { startInstallation } from './test/installation';
import { closingLine, type Outcome, total } from './test/outcome';
import { type Prerequisites, providePrerequisites } from './test/prerequisites';
import { type KafkaProvided, provideDatabase, provideKafka } from './test/real-parts';
import { runCheck, runStories, runVitest, skipVitest, suite } from './test/suites';
import { TestRun } from './test/test-run';

const run = new TestRun(dirname(dirname(fileURLToPath(import.meta.url))));
const outcomes: Outcome[] = [];

/** What the two lanes wait for of each other. */
interface SetUp {
	readonly prerequisites: Promise<Prerequisites>;
	readonly database: Promise<string>;
	readonly kafka: Promise<KafkaProvided>;
}

async function main(): Promise<number> {
	const started = performance.now();
	// A folder of its own: a product that runs from this checkout keeps its pages.
	process.env.NEXT_DIST_DIR = '.next-test';
	const setUp = beginSetUp();
	await Promise.all([lane(setUp), buildingLane(setUp)]);
	await stories(setUp);
	await run.end();
	const sum = total(outcomes);
	process.stdout.write(`\nin ${seconds(performance.now() - started)}\n${closingLine(sum)}\n`);
	return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

function beginSetUp(): SetUp {
	const prerequisites = providePrerequisites(run);
	const database = provideDatabase(run);
	const kafka = prerequisites.then(({ whyNoKafka }) =>
		whyNoKafka === null ? provideKafka(run) : { whyNot: whyNoKafka },
	);
	// Each is awaited, and its failure reported, by the suites that need it.
	for (const promise of [prerequisites, database, kafka]) promise.catch(() => undefined);
	return { prerequisites, database, kafka };
}

async function lane({ database }: SetUp): Promise<void> {
	for (const check of ['types', 'boundaries', 'dead code', 'lint']) {
		await suite(check, report, () => runCheck(run, check));
	}
	await suite('unit', report, () => runVitest(run, 'unit'));
	await suite('db', report, async () => runVitest(run, 'db', { TEST_DATABASE_URL: await database }));
}

async function buildingLane({ database, kafka }: SetUp): Promise<void> {
	await suite('build', report, async () => {
		await buildWeb(run.root, run.logOf('build'), run.interrupted);
		return { passed: 1, failed: 0, skipped: 0, words: '' };
	});
	await suite('kafka', report, async () => {
		const provided = await kafka;
		if ('whyNot' in provided) return skipVitest(run, 'kafka', provided.whyNot);
		return runVitest(run, 'kafka', { TEST_KAFKA_BROKERS: provided.brokers, TEST_DATABASE_URL: await database });
	});
}

/** On Kafka where it can run, and those that are about the bus on the PostgreSQL bus too. */
async function stories({ prerequisites, kafka }: SetUp): Promise<void> {
	const hasKafka = await kafka.then(
		(provided) => 'brokers' in provided,
		() => false,
	);
	const buses = hasKafka ? (['kafka', 'postgres'] as const) : (['postgres'] as const);
	for (const [n, bus] of buses.entries()) {
		const name = `stories on ${bus === 'kafka' ? 'Kafka' : 'the PostgreSQL bus'}`;
		await suite(name, report, async () => {
			const { whyNoBrowser } = await prerequisites;
			if (whyNoBrowser !== null) throw new Error(whyNoBrowser);
			const installation = await startInstallation(run, bus);
			try {
				return await runStories(run, name, installation, n === 0 ? undefined : '@both-buses');
			} finally {
				await installation.stop();
			}
		});
	}
}

function report(outcome: Outcome): void {
	if (run.wasInterrupted) return;
	outcomes.push(outcome);
	const mark = outcome.failed > 0 ? '✗' : outcome.passed > 0 ? '✓' : '·';
	const line = `${mark} ${outcome.suite.padEnd(28)} ${closingLine(outcome).padEnd(36)} ${seconds(outcome.ms).padStart(8)}`;
	process.stdout.write(outcome.words === '' ? `${line}\n` : `${line}\n${outcome.words.trimEnd()}\n`);
}

function seconds(ms: number): string {
	return `${(ms / 1_000).toFixed(1)} s`;
}

try {
	process.exitCode = await main();
} finally {
	await run.end();
}
