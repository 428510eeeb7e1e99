/**
 * The demo as the launcher sees it: which pretend services to start, and a program that deploys the demo flows through
 * the HTTP API as a user would. Nothing of `demo/` is imported.
 */
import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LocalTrouble } from './trouble';

export const demoParticipants = [
	'flight',
	'hotel',
	'car',
	'payments',
	'trips',
	'stock',
	'shipping',
	'checkout',
	'rooms',
] as const;

const run = promisify(execFile);

/** Flows that are there already stay as they are. */
export async function deployDemoFlows(program: string, url: string, logFile: string): Promise<void> {
	try {
		const { stdout } = await run(process.execPath, [program, url], { timeout: 30_000 });
		await appendFile(logFile, stdout);
	} catch (error) {
		const said = error as { stderr?: string; message: string };
		throw new LocalTrouble(`The demo flows could not be deployed: ${(said.stderr || said.message).trim()}`);
	}
}
