import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DrawnNode, drawnFragment } from '../compile/testing/drawn-flow';
import type { FlowDefinition } from '../flow/definition';
import { sketch } from '../flow/sketch';
import { lint } from './lint';
import { rules } from './rules';

const folder = new URL('../../docs/rules/', import.meta.url);
const page = (code: string) => readFileSync(new URL(`${code}.md`, folder), 'utf8');
const section = (code: string, title: string) => page(code).split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

/**
 * The examples of a section: sketches, or in JSON the nodes, each with what differs from a new one, and the edges as
 * `a > b`, for what a sketch has no words for.
 */
function examples(code: string, title: string): [text: string, flow: FlowDefinition][] {
	return [...section(code, title).matchAll(/```(sketch|json)\n([^`]+)\n```/g)].map(([, language, text = '']) => {
		if (language === 'sketch') return [text, sketch(text, { x: 1 })];
		const { nodes, edges } = JSON.parse(text) as { nodes: DrawnNode[]; edges: string[] };
		return [text, drawnFragment(nodes, ...edges)];
	});
}

/** The codes in the text of compile: whoever adds one writes its page. */
const compileFolder = new URL('../compile/', import.meta.url);
const compileCodes = readdirSync(compileFolder)
	.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
	.flatMap((file) => {
		const text = readFileSync(new URL(file, compileFolder), 'utf8');
		return [...text.matchAll(/(?:(?:node|edge|flow)Problem\(|findings\.add\(|code: )\s*'([a-z-]+)'/g)].map(
			(match) => match[1] ?? '',
		);
	});
const codes = [...new Set([...rules.map((rule) => rule.code), ...compileCodes])].sort();

describe('docs/rules', () => {
	it('has a page for each code and for nothing else', () => {
		expect(compileCodes.length).toBeGreaterThan(5);
		expect(readdirSync(folder).sort()).toEqual(codes.map((code) => `${code}.md`).sort());
	});

	it.each(codes)('%s: its page has a valid and an invalid example and a remedy, and they are true', (code) => {
		for (const title of ['Invalid', 'Valid', 'Remedy']) expect(section(code, title).trim()).not.toBe('');
		const isFound = (flow: FlowDefinition) => lint(flow).some((problem) => problem.code === code);
		for (const [text, flow] of examples(code, 'Invalid')) expect([text, isFound(flow)]).toEqual([text, true]);
		for (const [text, flow] of examples(code, 'Valid')) expect([text, isFound(flow)]).toEqual([text, false]);
	});

	it('each rule has its own file and test', () => {
		const files = readdirSync(new URL('rules/', import.meta.url));
		expect(files.sort()).toEqual(rules.flatMap(({ code }) => [`${code}.test.ts`, `${code}.ts`]).sort());
	});
});
