import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Boundaries, cruiseHouse } from './boundaries';
import { allowedImports, forbiddenImports, type Import, packages } from './boundary-proofs';

const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
const ruleNames = forbidden.map(({ name }) => name);

let house: string;
let judged: Boundaries;

beforeAll(() => {
	house = realpathSync(mkdtempSync(join(tmpdir(), 'unwind-boundaries-')));
	const imports = [...allowedImports, ...Object.values(forbiddenImports).flat()];
	for (const { file, imports: target, type } of imports) {
		write(file, sourceOf(file, `import ${type ? 'type ' : ''}* as it from '${target}';`));
	}
	write('prisma/client/client.ts', 'export const client = 1;\n');
	furnish();
	judged = cruiseHouse(house);
}, 60_000);

afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('the rules of the house', () => {
	test('have one proof each', () => {
		expect(new Set(ruleNames).size).toBe(ruleNames.length);
		expect(Object.keys(forbiddenImports).sort()).toEqual([...ruleNames].sort());
	});

	test.each(ruleNames)('%s', (rule) => {
		const proofs = forbiddenImports[rule] ?? [];
		const caught = judged.violations.filter((violation) => violation.rule === rule).map(({ from }) => from);
		expect(proofs.length).toBeGreaterThan(0);
		for (const { file } of rule.startsWith('no two files') ? proofs.slice(0, 1) : proofs) {
			expect(caught).toContain(file);
		}
	});

	test('let pass what the house is built of', () => {
		const good = new Set(allowedImports.map(({ file }: Import) => file));
		expect(judged.violations.filter(({ from }) => good.has(from))).toEqual([]);
	});

	test('catch nothing beside the proofs', () => {
		const bad = new Set(Object.values(forbiddenImports).flatMap((proofs) => proofs.map(({ file }) => file)));
		expect(judged.violations.filter(({ from }) => !bad.has(from))).toEqual([]);
	});
});

test('a house of which no file was read is an error, not a success', () => {
	const empty = realpathSync(mkdtempSync(join(tmpdir(), 'unwind-no-house-')));
	try {
		expect(() => cruiseHouse(empty)).toThrow(/judged nothing/);
	} finally {
		rmSync(empty, { recursive: true, force: true });
	}
}, 60_000);

/** With what only one of the two languages can read: JSX, or a generic arrow function. */
function sourceOf(file: string, importLine: string): string {
	const own = file.endsWith('.tsx')
		? 'export const View = () => <p title="here">{String(1)}</p>;'
		: 'export const same = <T>(value: T) => value;';
	return `${importLine}\nexport type It = typeof it;\n${own}\n`;
}

function furnish(): void {
	const named = (kind: 'production' | 'development') =>
		Object.fromEntries(Object.entries(packages).flatMap(([name, of]) => (of === kind ? [[name, '1.0.0']] : [])));
	write('package.json', JSON.stringify({ dependencies: named('production'), devDependencies: named('development') }));
	for (const name of Object.keys(packages)) {
		write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
		write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
	}
	for (const part of ['link', 'headers']) write(`node_modules/next/${part}.js`, 'module.exports = {};\n');
}

function write(file: string, text: string): void {
	const path = join(house, file);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
