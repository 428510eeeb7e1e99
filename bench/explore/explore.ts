/**
 * `saga explore` as a user runs it: the wall time from the command line to the answer, npm and the start of Node included,
 * and the most memory that any of its processes took. Medians of three runs; last line of output: one JSON object.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowDefinition } from '@/saga/flow/definition';
import { thirtySteps, twelveSteps } from './explored-flows';

const runs = 3;

/** Each process says at its end what it took: memory in kB, processor time in microseconds. */
const word = 'has-taken';
const reporter = `process.on('exit',()=>{const u=process.resourceUsage();console.error('${word}',u.maxRSS,u.userCPUTime+u.systemCPUTime)})`;

interface Measured {
	readonly wallMs: number;
	/** Of all processes, npm included: other programs disturb it less than the wall time. */
	readonly processorMs: number;
	readonly memoryMb: number;
	readonly states: number;
	readonly percent: number;
}

export async function explore(args: readonly string[]): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'unwind-bench-'));
	try {
		const results = {
			...(await measured('twelve', twelveSteps(), folder)),
			...(await measured('thirty', thirtySteps(), folder)),
		};
		for (const [name, value] of Object.entries(results)) console.log(`${name}: ${value}`);
		if (args.includes('--json')) console.log(JSON.stringify(results));
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function measured(name: string, flow: FlowDefinition, folder: string): Promise<Record<string, number>> {
	const file = join(folder, `${name}.json`);
	await writeFile(file, JSON.stringify(flow));
	const all: Measured[] = [];
	for (let run = 0; run < runs; run += 1) all.push(await exploreOnce(file));
	const median = (of: keyof Measured) => all.map((one) => one[of]).sort((one, other) => one - other)[1] ?? Number.NaN;
	return {
		[`${name}_wall_ms`]: Math.round(median('wallMs')),
		[`${name}_processor_ms`]: Math.round(median('processorMs')),
		[`${name}_memory_mb`]: Math.round(median('memoryMb')),
		[`${name}_states`]: median('states'),
		[`${name}_branches_percent`]: median('percent'),
	};
}

function exploreOnce(file: string): Promise<Measured> {
	const startedAt = performance.now();
	const child = spawn('npm', ['run', '--silent', 'saga', '--', 'explore', file, '--json'], {
		env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(reporter)}` },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let out = '';
	let err = '';
	child.stdout.on('data', (text) => {
		out += text;
	});
	child.stderr.on('data', (text) => {
		err += text;
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => {
			const wallMs = performance.now() - startedAt;
			if (code !== 0) return reject(new Error(`explore ended with ${code}: ${err}`));
			const { states, isComplete, coverage } = JSON.parse(out);
			if (!isComplete) return reject(new Error('The exploration is not complete.'));
			const taken = [...err.matchAll(new RegExp(`${word} (\\d+) (\\d+)`, 'g'))];
			const memoryMb = Math.max(...taken.map(([, memory]) => Number(memory))) / 1_000;
			const processorMs = taken.reduce((sum, [, , processor]) => sum + Number(processor), 0) / 1_000;
			resolve({ wallMs, processorMs, memoryMb, states, percent: coverage.percent });
		});
	});
}
