/** `npm run build`: what `npm start` builds by itself, for those who start the parts one by one. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBundles, buildWeb } from '@/server/local/build';

const root = process.cwd();
const log = join(root, '.cache', 'build.log');
await mkdir(join(root, '.cache'), { recursive: true });
await buildBundles(root);
const built = await buildWeb(root, log, new AbortController().signal);
console.log(
	built
		? 'Built the web app (.next) and the server parts (dist).'
		: 'Built the server parts (dist); the web app is up to date.',
);
