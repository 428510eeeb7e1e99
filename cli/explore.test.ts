import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowDefinition } from '@/saga/flow/definition';
import { sketch } from '@/saga/flow/sketch';
import { findingFixtures } from '@/saga/rehearsal/testing/finding-fixtures';
import { main } from './main';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'unwind-explore-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | FlowDefinition): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

async function saga(...args: string[]) {
	const said = { out: '', err: '', passing: [] as string[] };
	const code = await main(args, {
		out: (text) => {
			said.out += `${text}\n`;
		},
		err: (text) => {
			said.err += `${text}\n`;
		},
		passing: (text) => {
			said.passing.push(text);
		},
	});
	return { code, ...said };
}

describe('saga explore', () => {
	it('shows what can go wrong, how it can end, and which branches were taken', async () => {
		const { code, out } = await saga('explore', await file('gap.json', sketch('a → b[gap]')));
		expect(code).toBe(1);
		expect(out.split('\n')).toEqual([
			'// gap: saga that ends failed, when b does not answer: The saga ends failed: something stays that cannot be undone.',
			'start           → send a',
			'reply a ok      → send b',
			'wait PT1M       → send b@2',
			'wait PT1M       → send b@3',
			'wait PT1M       → undo a, compensating',
			'undo-reply a ok → failed',
			'',
			expect.stringMatching(/^\d+ states, \d+ moves; it can end compensated, completed, failed, open \(\d+\)\.$/),
			'100 % of the branches were taken: 4 of 4.',
			'',
		]);
	});

	it('says what was not gone, and why', async () => {
		const flow = sketch('a → choose(1 > 2: b, _)');
		const { code, out } = await saga('explore', await file('unreachable.json', flow));
		expect(code).toBe(0);
		expect(out).toContain('% of the branches were taken: ');
		expect(out).toContain(
			'  not gone: choice → b in sketch. Nothing that was tried makes 1 > 2 true, or an earlier way was taken.\n',
		);
	});

	it('speaks JSON', async () => {
		const well = await saga('explore', await file('well.json', sketch('a → b')), '--json');
		expect(well).toMatchObject({ code: 0, err: '', passing: [] });
		expect(JSON.parse(well.out)).toEqual({
			problems: [],
			states: expect.any(Number),
			moves: expect.any(Number),
			isComplete: true,
			endings: { compensated: 1, completed: 1, open: expect.any(Number) },
			coverage: { branches: 5, covered: 5, percent: 100, missing: [] },
			findings: [],
		});
		const faulty = await saga('explore', await file('faulty.json', sketch('a[unsaid] → b')), '--json');
		expect(faulty.code).toBe(1);
		expect(JSON.parse(faulty.out).findings).toEqual([
			{
				kind: 'compensation-missing',
				title: 'compensable step without compensation',
				run: 'a',
				message: expect.any(String),
				scenario: 'b fails REHEARSED',
				trace:
					'start                    → send a\nreply a ok               → send b\nreply b failed REHEARSED → compensated',
			},
		]);
	});

	it('shows people who watch how far it has come, and wipes it away', async () => {
		const { passing } = await saga('explore', await file('long.json', sketch('fork(a → b, c → d, e → f)')));
		expect(passing[0]).toMatch(/^[█░]{24} 100 states, \d+ to go$/);
		expect(passing.at(-1)).toBe('');
	});

	it('refuses a flow that cannot run, with the remedy', async () => {
		const flow = sketch('a → b');
		const path = await file('broken.json', { ...flow, edges: flow.edges.slice(1) });
		expect(await saga('explore', path)).toMatchObject({ code: 2, out: '' });
	});

	it('finds called flows beside the file, and so does rehearse', async () => {
		const fixture = findingFixtures.find(({ kind }) => kind === 'pivot-called');
		const [caller = '', called = ''] = await Promise.all(
			(fixture?.faulty ?? []).map((flow) => file(`${flow.id}.json`, flow)),
		);
		expect(called).toMatch(/child\.json$/);
		const { out } = await saga('explore', caller);
		const from = out.indexOf('// pivot-called: ');
		const trace = await file('called.trace', out.slice(from, out.indexOf('\n\n', from)));
		expect(await saga('rehearse', caller, trace)).toMatchObject({ code: 0 });
	});

	const alone = findingFixtures.filter(({ faulty }) => faulty.length === 1);
	it.each(alone)('prints a trace that rehearse accepts: $name', async ({ kind, faulty: [flow] }) => {
		const path = await file(`${kind}.json`, flow as FlowDefinition);
		const { out } = await saga('explore', path);
		const from = out.indexOf(`// ${kind}: `);
		const trace = await file(`${kind}.trace`, out.slice(from, out.indexOf('\n\n', from)));
		expect(await saga('rehearse', path, trace)).toMatchObject({
			code: 0,
			out: expect.stringContaining('and all are right.'),
		});
	});
});
