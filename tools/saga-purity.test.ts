import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const impure = [
	'export const now = Date.now();',
	'export const now = new Date();',
	'export const now = globalThis.Date;',
	'export const now = performance.now();',
	'export const chance = Math.random();',
	"export const chance = Math['random']();",
	'export const id = crypto.randomUUID();',
	'export const mode = process.env.MODE;',
	"console.log('here');",
	"export const format = new Intl.NumberFormat('de');",
	'export const text = (1).toLocaleString();',
	"export const order = 'a'.localeCompare('b');",
	"export const lower = 'A'.toLocaleLowerCase();",
	"export const later = import('./other');",
];

let folder: string;
let refused: ReadonlySet<string>;

beforeAll(() => {
	folder = realpathSync(mkdtempSync(join(tmpdir(), 'unwind-purity-')));
	for (const file of ['biome.json', '.gitignore', 'tools/saga-purity.grit']) {
		cpSync(join(root, file), join(folder, file), { recursive: true });
	}
	impure.forEach((code, n) => {
		write(`saga/engine/probe-${n}.ts`, code);
		write(`server/runtime/probe-${n}.ts`, code);
	});
	write('saga/engine/pure.ts', 'export const most = Math.max(1, 2);');
	const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
	const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
		cwd: folder,
		encoding: 'utf8',
	});
	const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { category: string; location: { path: string } }[] };
	const purity = /^(plugin|lint\/style\/noRestrictedGlobals|lint\/suspicious\/noConsole)$/;
	refused = new Set(
		diagnostics
			.filter(({ category }) => purity.test(category))
			.map(({ location }) => location.path.replaceAll('\\', '/')),
	);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(impure.map((code, n) => ({ code, n })))('saga/ refuses $code', ({ n }) => {
	expect(refused).toContain(`saga/engine/probe-${n}.ts`);
	expect(refused).not.toContain(`server/runtime/probe-${n}.ts`);
});

test('saga/ may calculate', () => {
	expect(refused).not.toContain('saga/engine/pure.ts');
});

function write(file: string, code: string): void {
	const path = join(folder, file);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, `${code}\n`);
}
