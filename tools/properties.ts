/**
 * `npm run properties -- --cases N --seed S --json`: the properties of the engine over N random flows, on all cores.
 * Prints the seed of each part, so that a failure can be run again alone; the last line is one JSON object.
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { checkConfluence, checkRandomFlows } from '@/saga/engine/testing/check-random-flows';

const { values } = parseArgs({
	options: {
		cases: { type: 'string', default: '10000' },
		seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
		json: { type: 'boolean', default: false },
		/** 1,000,000 cases. */
		nightly: { type: 'boolean', default: false },
		part: { type: 'boolean', default: false },
	},
});
const cases = values.nightly ? 1_000_000 : Number(values.cases);
const seed = Number(values.seed);
if (!(Number.isInteger(cases) && cases > 0 && Number.isInteger(seed)))
	throw new Error('Give --cases and --seed as whole numbers.');

if (values.part) {
	console.log(JSON.stringify(checkRandomFlows(seed, cases) ?? checkConfluence(seed, Math.ceil(cases / 10))));
} else {
	const startedAt = performance.now();
	const parts = Math.max(1, cpus().length);
	const perPart = Math.ceil(cases / parts);
	const failures = await Promise.all(Array.from({ length: parts }, (_, part) => runPart(perPart, seed + part)));
	const found = failures.filter((failure) => failure !== null);
	const seconds = (performance.now() - startedAt) / 1_000;
	for (const failure of found) console.log(failure);
	const summary = { ok: found.length === 0, cases: perPart * parts, seed, seconds: Math.round(seconds * 10) / 10 };
	console.log(values.json ? JSON.stringify(summary) : `${summary.cases} cases in ${summary.seconds} s, seed ${seed}`);
	process.exitCode = found.length === 0 ? 0 : 1;
}

function runPart(count: number, partSeed: number): Promise<string | null> {
	const args = [
		'--import',
		'tsx',
		'tools/properties.ts',
		'--part',
		'--cases',
		String(count),
		'--seed',
		String(partSeed),
	];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	let printed = '';
	child.stdout.on('data', (chunk: Buffer) => {
		printed += chunk.toString();
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => {
			if (code === 0) resolve(JSON.parse(printed.trim().split('\n').at(-1) ?? 'null') as string | null);
			else resolve(`the part with seed ${partSeed} ended with code ${code}`);
		});
	});
}
