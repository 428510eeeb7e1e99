/**
 * The checks that need no database, broker, browser or network, for `npm run check` and `npm test`.
 *
 * Invariant: a check changes nothing that is committed, and what it says is kept until it is known whether it failed.
 */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

type Command = readonly [tool: string, ...args: string[]];

const checks = {
	types: [
		['next', 'typegen'],
		['tsc', '--project', 'tsconfig.json'],
		['tsc', '--project', 'saga/tsconfig.json'],
	],
	boundaries: [['tsx', 'tools/boundaries.ts']],
	'dead code': [['knip']],
	lint: [['biome', 'check', '--error-on-warnings', '.']],
	unit: [['vitest', 'run', '--project', 'unit', '--reporter', 'dot']],
} as const satisfies Record<string, readonly Command[]>;

export type Check = keyof typeof checks;
export const checkNames = Object.keys(checks) as readonly Check[];

export function isCheck(name: string): name is Check {
	return name in checks;
}

export interface CheckOutcome {
	readonly ok: boolean;
	readonly said: string;
	readonly ms: number;
}

/** Runs the commands of a check one after the other, until one fails. */
export async function runCheck(check: Check): Promise<CheckOutcome> {
	const started = performance.now();
	let said = '';
	for (const command of checks[check]) {
		const outcome = await run(command);
		said += outcome.said;
		if (!outcome.ok) return { ok: false, said: said.trimEnd(), ms: performance.now() - started };
	}
	return { ok: true, said: said.trimEnd(), ms: performance.now() - started };
}

/** Works through `names` with at most `atOnce` running at a time; `onEnd` hears of each as it ends. */
export async function runChecks(
	names: readonly Check[],
	atOnce: number,
	onEnd: (name: Check, outcome: CheckOutcome) => void,
): Promise<void> {
	const queue = [...names];
	const work = async (): Promise<void> => {
		for (let name = queue.shift(); name !== undefined; name = queue.shift()) onEnd(name, await runCheck(name));
	};
	await Promise.all(Array.from({ length: atOnce }, work));
}

function run([tool, ...args]: Command): Promise<Pick<CheckOutcome, 'ok' | 'said'>> {
	return new Promise((resolve) => {
		const child = spawn(`${projectRoot}/node_modules/.bin/${tool}`, args, {
			cwd: projectRoot,
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
