/**
 * Durable sagas per second: the order flow, 256 in flight, to their ends; then the same where the last step fails and two
 * undos run. Every saga's end is verified in the database afterwards. Last line of output: one JSON object.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { type Installation, installation } from './installation';
import type { LoadResult } from './load';
import { orderFlow } from './order-flow';
import { processorTimeOfAll, processorTimes } from './processor-time';

/** `--in-flight=SAGAS`, `--warm-up=SECONDS` and `--measure=SECONDS` change them. */
const inFlightDefault = 256;
const warmUpDefault = 15;
const measuredDefault = 20;

interface Phase extends LoadResult {
	readonly perSecond: number;
	/** Microseconds of processor time per saga, by part. */
	readonly cost: ReadonlyMap<string, number>;
}

export async function throughput(args: readonly string[]): Promise<void> {
	const json = args.includes('--json');
	const inFlight = numberOf(args, '--in-flight=', inFlightDefault);
	const warmUpMs = numberOf(args, '--warm-up=', warmUpDefault) * 1_000;
	const measuredMs = numberOf(args, '--measure=', measuredDefault) * 1_000;
	const running = await installation();
	const pool = new pg.Pool({ connectionString: running.databaseUrl, max: 2 });
	pool.on('error', () => undefined);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void running.stop().then(() => process.exit(1)));
	}
	try {
		await deploy(pool);
		await running.startProcess('participants', 'bench/throughput/participants.ts', []);
		const completed = await phase(running, 'completed', '-', [inFlight, warmUpMs, measuredMs, 0]);
		const compensated = await phase(running, 'compensated', 'ship', [inFlight, warmUpMs / 3, measuredMs, 1_000_000]);
		await verify(pool, completed.started, compensated.started);
		if (json) console.log(JSON.stringify(summary(completed, compensated, running.bus)));
	} finally {
		await pool.end();
		await running.stop();
	}
}

function numberOf(args: readonly string[], name: string, otherwise: number): number {
	const given = args.find((arg) => arg.startsWith(name));
	const number = given === undefined ? otherwise : Number(given.slice(name.length));
	if (!(number > 0)) throw new Error(`${given}: a number above 0 is expected.`);
	return number;
}

function summary(completed: Phase, compensated: Phase, bus: string) {
	return {
		sagas_per_s: Math.round(completed.perSecond),
		compensated_per_s: Math.round(compensated.perSecond),
		p50_ms: completed.p50Ms,
		p99_ms: completed.p99Ms,
		bus,
	};
}

async function deploy(pool: pg.Pool): Promise<void> {
	const text = JSON.stringify(orderFlow());
	await pool.query(
		`with flow as (
			insert into flow (id, name, draft, current_version, updated_by) values ('bench-order', 'Order', $1, 1, 'bench')
			returning id
		)
		insert into flow_version (flow_id, version, definition, hash, message, deployed_by)
			select id, 1, $1, '', '', 'bench' from flow`,
		[text],
	);
}

async function phase(
	running: Installation,
	name: string,
	failing: string,
	[inFlight, warmUpMs, measuredMs, firstNumber]: readonly [number, number, number, number],
): Promise<Phase> {
	const args = [inFlight, warmUpMs, measuredMs, failing, firstNumber].map(String);
	const child = spawn(process.execPath, ['--import', 'tsx', 'bench/throughput/load.ts', ...args], {
		env: { ...process.env, ...running.env },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exit = once(child, 'exit');
	running.died.catch(() => child.kill());
	let before = looked(running.pids);
	let after = before;
	let last = '';
	for await (const line of createInterface({ input: child.stdout })) {
		const pids = { ...running.pids, load: child.pid ?? 0 };
		if (line === 'measuring') before = looked(pids);
		else if (line === 'measured') after = looked(pids);
		else last = line;
	}
	const [code] = await exit;
	if (code !== 0) await Promise.race([running.died, Promise.resolve()]);
	if (code !== 0) throw new Error(`The load ended with code ${code}.`);
	const result = JSON.parse(last) as LoadResult;
	const perSecond = result.measured / result.seconds;
	const cost = new Map(
		[...after.parts].map(([part, ms]) => [part, ((ms - (before.parts.get(part) ?? 0)) * 1_000) / result.measured]),
	);
	const cores = (ms: number) => (ms / 1_000 / result.seconds).toFixed(2);
	const ours = ([...cost.values()].reduce((sum, us) => sum + us, 0) * result.measured) / 1_000;
	const others = Math.max(0, after.all - before.all - ours);
	const costs = [...cost].map(([part, us]) => `${part} ${Math.round(us)}`).join(', ');
	console.log(
		`${name}: ${Math.round(perSecond)} sagas/s, p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms (${running.bus}, ${inFlight} in flight)`,
	);
	console.log(`  processor µs per saga: ${costs}`);
	console.log(`  cores busy: ${cores(ours)} with these, ${cores(others)} with other programs`);
	return { ...result, perSecond, cost };
}

function looked(pids: Readonly<Record<string, number>>) {
	return { parts: processorTimes(pids), all: processorTimeOfAll() };
}

/** Every saga that was asked for has ended as it should, and left nothing to do. */
async function verify(pool: pg.Pool, completed: number, compensated: number): Promise<void> {
	const { rows } = await pool.query<{ status: string; count: number }>(
		'select status, count(*)::int as count from saga where ended_at is not null group by status order by status',
	);
	const left = await pool.query<{ states: number; requests: number; incidents: number }>(
		`select (select count(*)::int from saga_state) as states,
			(select count(*)::int from request where status <> 'done') as requests,
			(select count(*)::int from incident) as incidents`,
	);
	const found = JSON.stringify({ ends: rows, ...left.rows[0] });
	const ends = [
		{ status: 'compensated', count: compensated },
		{ status: 'completed', count: completed },
	];
	const wanted = JSON.stringify({ ends, states: 0, requests: 0, incidents: 0 });
	if (found !== wanted) throw new Error(`The sagas have not all ended as they should: ${found}, expected ${wanted}.`);
	console.log(`verified: ${completed} completed and ${compensated} compensated sagas in the database`);
}
