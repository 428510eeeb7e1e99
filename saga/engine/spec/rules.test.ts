import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const idPattern = /\b[A-Z]-\d\d\b/g;

const text = readFileSync(`${root}docs/semantics.md`, 'utf8');
const rules = [...text.matchAll(/^### ([A-Z]-\d\d) · .+\n\n(.+)\n\n```text\n/gm)].map((match) => match[1] ?? '');

/** Ids that a test's title begins with: in a trace's spec, or where no trace can show it. */
const named = ['saga', 'server', 'contract'].flatMap((folder) =>
	readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.test.ts'))
		.flatMap((file) => {
			const source = readFileSync(`${root}${folder}/${file}`, 'utf8');
			const titles = source.matchAll(/\b(?:spec|it|describe|test)\(\s*['"`]((?:[A-Z]-\d\d )+)/g);
			return [...titles].flatMap((match) => match[1]?.match(idPattern) ?? []);
		}),
);

const specs = readdirSync(new URL('.', import.meta.url))
	.filter((file) => file.endsWith('.test.ts') && file !== 'rules.test.ts')
	.map((file) => ({ file, source: readFileSync(new URL(file, import.meta.url), 'utf8') }));

describe('docs/semantics.md', () => {
	it('gives each rule an id of its own, a sentence and a picture', () => {
		expect(rules.length).toBe(text.match(/^### /gm)?.length);
		expect(new Set(rules).size).toBe(rules.length);
		expect(rules.length).toBeGreaterThan(100);
	});

	it('each rule is shown by a spec', () => expect(rules.filter((rule) => !named.includes(rule))).toEqual([]));

	it('each id that a spec names is a rule', () =>
		expect([...new Set(named)].filter((id) => !rules.includes(id))).toEqual([]));

	it.each(specs)('$file: each spec names a rule', ({ source }) => {
		const titles = [...source.matchAll(/\bspec\(\s*(['"`])/g)];
		const withRule = [...source.matchAll(/\bspec\(\s*['"`](?:[A-Z]-\d\d )+/g)];
		expect(withRule.length).toBe(titles.length);
	});

	it('names no rule that is not there', () =>
		expect([...new Set(text.match(idPattern))].filter((id) => !rules.includes(id))).toEqual([]));
});
