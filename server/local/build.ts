/**
 * What runs is built: the web app by Next, the other parts bundled by esbuild, each only when its sources have changed
 * since (by a fingerprint of their contents). Also `npm run build`.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { lastLines } from './part';
import { LocalTrouble } from './trouble';

/** Bundled parts by the name under which they are started: `dist/<name>.mjs`. */
export const bundles = {
	orchestrator: 'server/orchestrator.ts',
	migrate: 'prisma/migrate.ts',
	'demo-participant': 'demo/participants/run.ts',
	'demo-deploy': 'demo/deploy.ts',
} as const;
export type BundleName = keyof typeof bundles;

/**
 * With which Node runs them. What a batch holds outlives a young generation of the default size: being copied out of it
 * was a fifth of the orchestrator's processor time.
 */
export const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=32'];

export function bundlePath(root: string, name: BundleName): string {
	return join(root, 'dist', `${name}.mjs`);
}

const webSources = [
	'app',
	'components',
	'contract',
	'saga',
	'server/access',
	// Not the schema: what is built in is the client that was generated of it, maybe later than the sources came.
	'prisma/client',
	'package-lock.json',
	'next.config.ts',
	'tsconfig.json',
	'tsconfig.base.json',
];

/** True when it had to be built. `logFile` takes what Next says; `ordered` ends it early. */
export async function buildWeb(root: string, logFile: string, ordered: AbortSignal): Promise<boolean> {
	// As in next.config.ts: the stories of `npm test` have a folder of their own.
	const built = join(root, process.env.NEXT_DIST_DIR ?? '.next');
	const mark = join(built, 'unwind-sources');
	const sources = await fingerprint(root, webSources);
	if (existsSync(join(built, 'BUILD_ID')) && (await readFile(mark, 'utf8').catch(() => '')) === sources) return false;
	await rm(mark, { force: true });
	const log = openSync(logFile, 'a');
	const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
		cwd: root,
		env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
		stdio: ['ignore', log, log],
		signal: ordered,
	});
	const code = await new Promise((resolve) => {
		child.once('error', () => resolve('no start'));
		child.once('exit', resolve);
	});
	ordered.throwIfAborted();
	if (code !== 0)
		throw new LocalTrouble(
			`The web app could not be built; the last lines of ${logFile}:\n${await lastLines(logFile, 12)}`,
		);
	await writeFile(mark, sources);
	return true;
}

/** Fast enough to be done at each start: no fingerprint can be wrong. */
export async function buildBundles(root: string): Promise<void> {
	await mkdir(join(root, 'dist'), { recursive: true });
	await build({
		absWorkingDir: root,
		entryPoints: Object.entries(bundles).map(([out, input]) => ({ out, in: input })),
		outdir: 'dist',
		outExtension: { '.js': '.mjs' },
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'esm',
		packages: 'external',
		sourcemap: true,
		logLevel: 'silent',
	}).catch((error) => {
		throw new LocalTrouble(`The server parts could not be bundled: ${error.message}`);
	});
}

async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
	const hash = createHash('sha256');
	for (const path of paths) {
		for (const file of await filesBelow(join(root, path))) {
			hash
				.update(relative(root, file))
				.update('\0')
				.update(await readFile(file));
		}
	}
	return hash.digest('hex');
}

async function filesBelow(path: string): Promise<string[]> {
	const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
	if (entries === null) return [path];
	const nested = await Promise.all(
		entries
			.filter(({ name }) => !/\.test\.tsx?$/.test(name))
			.sort((a, b) => (a.name < b.name ? -1 : 1))
			.map((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)])),
	);
	return nested.flat();
}
