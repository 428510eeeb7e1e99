/**
 * `npm run check`: types, lint, boundaries, dead code and pure tests, two at a time, a line for each with its time and,
 * where it failed, what it said. `npm run types` and its like run one.
 *
 * Invariant: needs no database, broker, browser or network, and changes nothing that is committed.
 */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const atOnce = 2;

type Command = readonly [tool: string, ...args: string[]];

/** The commands of a check run one after the other, until one fails. The longest check comes first, so that none is left to run alone. */
const checks: Readonly<Record<string, readonly Command[]>> = {
	unit: [['vitest', 'run', '--project', 'unit', '--reporter', 'dot']],
	types: [
		['next', 'typegen'],
		['tsc', '--project', 'tsconfig.json'],
		['tsc', '--project', 'saga/tsconfig.json'],
	],
	boundaries: [['tsx', 'tools/boundaries.ts']],
	'dead code': [['knip', '--no-config-hints']],
	lint: [['biome', 'check', '--error-on-warnings', '.']],
};

interface Outcome {
	readonly ok: boolean;
	readonly said: string;
}

async function main(asked: readonly string[]): Promise<number> {
	const unknown = asked.filter((name) => !(name in checks));
	if (unknown.length > 0) {
		process.stderr.write(`No check is called ${unknown.join(', ')}. There are: ${Object.keys(checks).join(', ')}.\n`);
		return 2;
	}
	const started = performance.now();
	const queue = asked.length > 0 ? [...asked] : Object.keys(checks);
	const failed: string[] = [];
	const work = async (): Promise<void> => {
		for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
			if (!(await check(name))) failed.push(name);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	process.stdout.write(
		failed.length === 0 ? `all well in ${seconds(started)}\n` : `failed: ${failed.join(', ')} (${seconds(started)})\n`,
	);
	return failed.length === 0 ? 0 : 1;
}

async function check(name: string): Promise<boolean> {
	const started = performance.now();
	let said = '';
	for (const command of checks[name] ?? []) {
		const outcome = await run(command);
		said += outcome.said;
		if (outcome.ok) continue;
		process.stdout.write(`✗ ${name.padEnd(10)} ${seconds(started).padStart(7)}\n${said.trimEnd()}\n`);
		return false;
	}
	process.stdout.write(`✓ ${name.padEnd(10)} ${seconds(started).padStart(7)}\n`);
	return true;
}

function run([tool, ...args]: Command): Promise<Outcome> {
	return new Promise((resolve) => {
		const child = spawn(`${root}/node_modules/.bin/${tool}`, args, {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
		});
		let said = '';
		const keep = (chunk: Buffer): void => {
			said += chunk.toString();
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.on('error', (error) => resolve({ ok: false, said: `${tool} could not be started: ${error.message}\n` }));
		child.on('close', (code) => resolve({ ok: code === 0, said }));
	});
}

function seconds(fromMs: number): string {
	return `${((performance.now() - fromMs) / 1_000).toFixed(1)} s`;
}

process.exitCode = await main(process.argv.slice(2));
