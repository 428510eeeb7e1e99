/**
 * The load, a process of its own: a closed loop that keeps a number of sagas in flight, asks for them as the web does
 * (request rows and a wake-up), and learns their ends from saga.events.
 *
 * Arguments: in flight, warm-up ms, measured ms, failing command (or -), first number. Prints one JSON line with what it
 * has measured, after every saga it started has ended.
 */
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { connectBus } from '@/bus/connect-bus';
import { decodeSagaEvent, endStatuses } from '@/contract/wire/saga-event';
import { benchBus } from './bench-bus';
import { orderPayload } from './order-flow';

export interface LoadResult {
	readonly started: number;
	/** Ended within the measured time. */
	readonly measured: number;
	readonly seconds: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
}

const [inFlight = 0, warmUpMs = 0, measuredMs = 0] = process.argv.slice(2, 5).map(Number);
const [failing = '-', firstNumber = '0'] = process.argv.slice(5);
const expected = failing === '-' ? 'completed' : 'compensated';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', max: 2 });
const bus = connectBus(benchBus('bench-load'));
await bus.ensureTopics([{ name: 'saga.events', partitions: 4 }]);

const startedAt = new Map<string, number>();
const latencies: number[] = [];
let wanted = inFlight;
let started = 0;
let measuring = false;
let stopping = false;
let wake = () => {};

const consumer = await bus.consume({
	group: `bench-load-${process.pid}`,
	topics: ['saga.events'],
	concurrencyMax: 4,
	receive: async ({ records, resolve }) => {
		for (const record of records) {
			const decoded = decodeSagaEvent(record);
			if (!decoded.ok || !endStatuses.has(decoded.event.status)) continue;
			const since = startedAt.get(decoded.event.sagaId);
			if (since === undefined) continue;
			// Thrown here it would only have the record delivered again.
			if (decoded.event.status !== expected) fail(`Saga ${decoded.event.sagaId} ended ${decoded.event.status}`);
			startedAt.delete(decoded.event.sagaId);
			if (measuring) latencies.push(performance.now() - since);
			if (!stopping) wanted += 1;
		}
		const last = records.at(-1);
		if (last) resolve(last.offset);
		wake();
	},
});

function fail(what: string): never {
	console.error(`${what}; expected was ${expected}.`);
	process.exit(1);
}

/** Those that may start now, in one statement. */
async function startWanted(): Promise<void> {
	const count = wanted;
	wanted = 0;
	const ids = Array.from({ length: count }, () => uuidv7());
	const bodies = ids.map((_, index) =>
		JSON.stringify({
			payload: orderPayload(Number(firstNumber) + started + index, failing === '-' ? '' : failing),
			businessKey: null,
		}),
	);
	const now = performance.now();
	for (const id of ids) startedAt.set(id, now);
	started += count;
	await pool.query(
		`insert into request (id, kind, flow_id, flow_version, body, actor, body_hash)
			select u.id, 'start', 'bench-order', 1, u.body, 'bench', '' from unnest($1::uuid[], $2::text[]) as u (id, body)`,
		[ids, bodies],
	);
	await pool.query('notify unwind_changed');
}

async function keepStarting(): Promise<void> {
	while (!stopping || startedAt.size > 0) {
		if (wanted > 0 && !stopping) await startWanted();
		else await new Promise<void>((resolve) => (wake = resolve));
	}
}

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const loop = keepStarting();
await after(warmUpMs);
measuring = true;
const measuredFrom = performance.now();
console.log('measuring');
await after(measuredMs);
measuring = false;
const seconds = (performance.now() - measuredFrom) / 1_000;
console.log('measured');
stopping = true;
wake();
await loop;
await consumer.stop();
await bus.close();
await pool.end();
latencies.sort((left, right) => left - right);
const at = (part: number) => Math.round(latencies[Math.floor(latencies.length * part)] ?? 0);
const result: LoadResult = { started, measured: latencies.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
console.log(JSON.stringify(result));
