/**
 * The product as `npm start` makes it, for the stories: with a port and a data folder of its own, which go when it is
 * stopped.
 */
import { readFile } from 'node:fs/promises';
import { freePort } from '@/server/local/ports';
import { cleanEnvironment } from './clean-environment';
import { removeMovedData } from './real-parts';
import type { TestRun } from './test-run';

export interface Installation {
	readonly url: string;
	/** Its data folder, through which stories look into its databases. */
	readonly data: string;
	stop(): Promise<void>;
}

const readyWithinMs = 180_000;
/** The launcher's last words before it only waits. */
const readyWords = 'Ctrl-C stops everything';

/** `bus`: `kafka` lets the launcher choose, which takes Kafka where it can run. */
export async function startInstallation(run: TestRun, bus: 'kafka' | 'postgres'): Promise<Installation> {
	const name = `product on ${bus}`;
	const data = run.file(`data-${bus}`);
	const port = await freePort();
	// Kept before the product is: what is stopped first is what was started last.
	const moved = await run.keep({ stop: () => removeMovedData(run.root, `${data}/postgres`) });
	const part = await run.start({
		name,
		command: process.execPath,
		args: ['--import', 'tsx', 'server/local/start.ts'],
		env: {
			...cleanEnvironment(),
			PORT: String(port),
			UNWIND_DATA: data,
			...(bus === 'postgres' ? { BUS: 'postgres' } : {}),
		},
	});
	const log = () => readFile(run.logOf(name), 'utf8');
	let ended: string | undefined;
	void part.ended.then((how) => {
		ended = how;
	});
	const deadline = Date.now() + readyWithinMs;
	while (!(await log()).includes(readyWords)) {
		if (ended !== undefined) throw new Error(`The product did not start: ${ended}.\n${await log()}`);
		if (Date.now() > deadline) {
			throw new Error(`The product was not ready within ${readyWithinMs / 1_000} s:\n${await log()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return {
		url: `http://127.0.0.1:${port}`,
		data,
		async stop() {
			await run.stop(part);
			await run.stop(moved);
		},
	};
}
