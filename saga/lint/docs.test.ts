import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sketch } from '../flow/sketch';
import { lint } from './lint';
import { rules } from './rules';

const folder = new URL('../../docs/rules/', import.meta.url);
const page = (code: string) => readFileSync(new URL(`${code}.md`, folder), 'utf8');
const section = (code: string, title: string) => page(code).split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const sketches = (code: string, title: string) =>
	[...section(code, title).matchAll(/```sketch\n([^`]+)\n```/g)].map((match) => match[1] ?? '');

/** The codes in the text of compile's checks: whoever adds one writes its page. */
const compileCodes = ['check-structure', 'compile-node'].flatMap((file) => {
	const text = readFileSync(new URL(`../compile/${file}.ts`, import.meta.url), 'utf8');
	return [...text.matchAll(/(?:node|edge|flow)Problem\(\s*'([a-z-]+)'/g)].map((match) => match[1] ?? '');
});
const codes = [...new Set([...rules.map((rule) => rule.code), ...compileCodes])].sort();

describe('docs/rules', () => {
	it('has a page for each code and for nothing else', () => {
		expect(compileCodes.length).toBeGreaterThan(5);
		expect(readdirSync(folder).sort()).toEqual(codes.map((code) => `${code}.md`).sort());
	});

	it.each(codes)('%s: its page has a valid and an invalid example and a remedy, and they are true', (code) => {
		for (const title of ['Invalid', 'Valid', 'Remedy']) expect(section(code, title).trim()).not.toBe('');
		const isFound = (text: string) => lint(sketch(text, { x: 1 })).some((problem) => problem.code === code);
		for (const text of sketches(code, 'Invalid')) expect([text, isFound(text)]).toEqual([text, true]);
		for (const text of sketches(code, 'Valid')) expect([text, isFound(text)]).toEqual([text, false]);
	});

	it('each rule has its own file and test', () => {
		const files = readdirSync(new URL('rules/', import.meta.url));
		expect(files.sort()).toEqual(rules.flatMap(({ code }) => [`${code}.test.ts`, `${code}.ts`]).sort());
	});
});
