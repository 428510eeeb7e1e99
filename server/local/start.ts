/** The entry of `npm start`: reads the environment, launches, waits for the order to stop. Exit code 0 after an orderly stop. */
import { parseEnvironment } from '@/contract/env';
import { type Launcher, launch } from './launcher';
import { address, say, trouble } from './progress';
import { LocalTrouble } from './trouble';

const root = process.cwd();
const ordered = new AbortController();
let launcher: Launcher | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (ordered.signal.aborted) launcher?.kill();
		else say('\n  Stopping …');
		ordered.abort();
	});
}

async function start(): Promise<number> {
	const parsed = parseEnvironment('launcher', process.env);
	if (!parsed.ok) throw new LocalTrouble(`The environment cannot be used:\n  ${parsed.problems.join('\n  ')}`);
	say('\n  Unwind\n');
	launcher = await launch({ root, environment: parsed.environment, ordered: ordered.signal });
	address(launcher.url);
	await stopOrdered();
	await launcher.stop();
	return 0;
}

function stopOrdered(): Promise<void> {
	return new Promise((resolve) => {
		if (ordered.signal.aborted) resolve();
		else ordered.signal.addEventListener('abort', () => resolve());
	});
}

process.exit(
	await start().catch((error: unknown) => {
		if (ordered.signal.aborted) return 0;
		trouble(error instanceof LocalTrouble ? error.message : String(error instanceof Error ? error.stack : error));
		return 1;
	}),
);
