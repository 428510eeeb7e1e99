/**
 * Generates the Prisma client into prisma/client/ without network.
 *
 * `prisma generate` never runs the native schema engine, but refuses to start until the file is there, and would
 * fetch it from Prisma's own site. Naming any existing file satisfies the check. Migrations do not come this way:
 * server/local applies them with the same engine as WebAssembly.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (existsSync(join(root, 'prisma/schema.prisma'))) {
	const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
	const generate = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
		cwd: root,
		encoding: 'utf8',
		env: {
			...process.env,
			PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
			PRISMA_HIDE_UPDATE_MESSAGE: '1',
			CHECKPOINT_DISABLE: '1',
		},
	});
	if (generate.status !== 0) {
		process.stderr.write(`${generate.stdout ?? ''}${generate.stderr ?? ''}`);
		process.stderr.write(
			'The Prisma client could not be generated from prisma/schema.prisma; mend what the lines above name and run `npm ci` again.\n',
		);
		process.exit(generate.status ?? 1);
	}
}
