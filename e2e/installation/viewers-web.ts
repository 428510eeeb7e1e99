/**
 * A second web app beside the installation's, whose visitors may only look: the web is stateless, so any number of them
 * can stand before one database.
 */
import { join } from 'node:path';
import { startPart } from '@/server/local/part';
import { freePort } from '@/server/local/ports';
import { webAnswers } from '@/server/local/readiness';
import type { Databases } from './databases';

export interface Web {
	readonly url: string;
	stop(): Promise<void>;
}

export async function startViewersWeb(databases: Databases, logFile: string): Promise<Web> {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const part = await startPart({
		name: 'Web app for viewers',
		command: process.execPath,
		args: [join(process.cwd(), 'node_modules/next/dist/bin/next'), 'start', '-H', '127.0.0.1', '-p', String(port)],
		env: { ...process.env, NODE_ENV: 'production', UNWIND_ROLE: 'viewer', WEB_DATABASE_URL: databases.productUrl },
		cwd: process.cwd(),
		logFile,
		stopWithinMs: 2_000,
	});
	try {
		await webAnswers(url, logFile, new AbortController().signal);
	} catch (error) {
		await part.stop();
		throw error;
	}
	return { url, stop: () => part.stop() };
}
