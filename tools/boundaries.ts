/**
 * `npm run boundaries`: cruises every import of the house and judges it by the rules in .dependency-cruiser.cjs.
 *
 * Invariant: something was judged. Without a parser that it can load, dependency-cruiser reads no file at all and
 * reports success, so a house without modules is an error here. It runs in a process of its own, because it resolves
 * `@/…` and looks for files from its working folder.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ICruiseResult } from 'dependency-cruiser';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
const outputMaxBytes = 256 * 1024 * 1024;

export interface Violation {
	readonly rule: string;
	readonly from: string;
	readonly to: string;
}

export interface Boundaries {
	/** How many source files of the house were read; never 0. */
	readonly files: number;
	readonly violations: readonly Violation[];
}

/** `root` is the folder to judge: the project, or a small house built to prove the rules. */
export function cruiseHouse(root: string = projectRoot): Boundaries {
	const cruiser = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
	const config = join(projectRoot, '.dependency-cruiser.cjs');
	const run = spawnSync(process.execPath, [cruiser, '--config', config, '--output-type', 'json', '.'], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: outputMaxBytes,
	});
	if (!run.stdout.startsWith('{')) {
		throw new Error(`dependency-cruiser gave no answer: ${run.error?.message ?? run.stderr}`);
	}
	const { modules, summary } = JSON.parse(run.stdout) as ICruiseResult;
	const files = modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes('node_modules/')).length;
	if (files === 0) {
		throw new Error(
			`dependency-cruiser read no TypeScript file below ${root}, so it judged nothing. Is its parser @swc/core installed? \`npm ci\` does it.`,
		);
	}
	return {
		files,
		violations: summary.violations.map(({ rule, from, to, cycle }) => ({
			rule: rule.name,
			from,
			to: cycle ? cycle.map(({ name }) => name).join(' → ') : to,
		})),
	};
}

function main(): void {
	const { files, violations } = cruiseHouse();
	for (const { rule, from, to } of violations) process.stdout.write(`${from} → ${to}\n    breaks: ${rule}\n`);
	process.stdout.write(`${files} files, ${violations.length} imports across a boundary\n`);
	process.exitCode = violations.length === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
