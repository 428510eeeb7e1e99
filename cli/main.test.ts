import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sketch } from '@/saga/flow/sketch';
import { main } from './main';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'unwind-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: unknown): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

async function saga(...args: string[]) {
	const said = { out: '', err: '' };
	const code = await main(args, {
		out: (text) => {
			said.out += `${text}\n`;
		},
		err: (text) => {
			said.err += `${text}\n`;
		},
	});
	return { code, ...said };
}

describe('saga', () => {
	it('says what it can do', async () => {
		expect(await saga()).toMatchObject({ code: 2, err: expect.stringContaining('saga lint FILE') });
		expect(await saga('help')).toMatchObject({ code: 0, out: expect.stringContaining('saga start FLOW') });
		expect(await saga('fly')).toMatchObject({ code: 2, err: expect.stringContaining('There is no command "fly"') });
	});

	it.each([
		[['lint'], 'Something is missing'],
		[['lint', 'a', 'b'], '"b" is too much'],
		[['lint', 'a', '--colour'], "Unknown option '--colour'"],
		[['lint', '/no/such/file.json'], 'cannot be read'],
		[['start', 'x', '--payload', '{'], '--payload is no JSON'],
	])('%j could not be done: %s', async (args, message) => {
		expect(await saga(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
	});

	it('a file that is no flow is told place by place', async () => {
		const path = await file('broken.json', { ...sketch('a'), nodes: [{ id: '1', kind: 'step' }] });
		expect(await saga('lint', path)).toMatchObject({ code: 2, err: expect.stringContaining('nodes.0.id') });
	});
});

describe('saga lint', () => {
	it('exits 0 without problems, 1 with errors', async () => {
		expect(await saga('lint', await file('good.json', sketch('a → b')))).toMatchObject({
			code: 0,
			out: 'Sketch: no problems.\n',
		});
		const bad = await saga('lint', await file('bad.json', sketch('a[unsaid]')));
		expect(bad.code).toBe(1);
		expect(bad.out).toContain('error    a, compensation: What undoes a?');
		expect(bad.out).toContain('[compensation-missing]\nSketch: 1 errors, 0 warnings.');
	});

	it('warnings do not fail it', async () => {
		expect(await saga('lint', await file('warned.json', sketch('fork(a)')))).toMatchObject({ code: 0 });
	});

	it('speaks JSON', async () => {
		const { out } = await saga('lint', await file('json.json', sketch('a[unsaid]')), '--json');
		expect(JSON.parse(out)).toMatchObject({ problems: [{ code: 'compensation-missing', node: 'a' }] });
	});
});

describe('saga rehearse', () => {
	it('plays the good way and each failure', async () => {
		const { code, out } = await saga('rehearse', await file('play.json', sketch('a → b')));
		expect(code).toBe(0);
		expect(out.split('\n')).toEqual([
			'// all goes well',
			'start      → send a',
			'reply a ok → send b',
			'reply b ok → completed',
			'',
			'// a fails',
			'start                    → send a',
			'reply a failed REHEARSED → compensated',
			'',
			'// b fails',
			'start                    → send a',
			'reply a ok               → send b',
			'reply b failed REHEARSED → undo a, compensating',
			'undo-reply a ok          → compensated',
			'',
		]);
	});

	it('a flow that cannot end fails it', async () => {
		const flow = sketch('choose(x > 1: a, x > 2: b)', { x: 1 });
		expect(await saga('rehearse', await file('stuck.json', flow))).toMatchObject({
			code: 1,
			out: expect.stringContaining('incident no-path choice'),
		});
	});

	it('compares a trace', async () => {
		const flow = await file('flow.json', sketch('a → b'));
		const right = await file('right.trace', 'start → send a\nreply a ok → send b');
		const wrong = await file('wrong.trace', 'start → send b');
		const broken = await file('broken.trace', 'begin');
		expect(await saga('rehearse', flow, right)).toMatchObject({
			code: 0,
			out: expect.stringContaining('All 2 lines happened'),
		});
		expect(await saga('rehearse', flow, wrong)).toMatchObject({
			code: 1,
			err: expect.stringContaining('did not happen: send b'),
		});
		expect(await saga('rehearse', flow, broken)).toMatchObject({
			code: 2,
			err: expect.stringContaining('line 1, column 1'),
		});
		const { out } = await saga('rehearse', flow, right, '--json');
		expect(JSON.parse(out)).toEqual({
			ok: true,
			status: 'running',
			steps: [
				{ line: 1, text: 'start → send a', sent: ['a'], undone: [], published: [], incidents: [], ignored: null },
				{ line: 2, text: 'reply a ok → send b', sent: ['b'], undone: [], published: [], incidents: [], ignored: null },
			],
			open: ['b'],
			variables: {},
		});
	});
});

describe('saga deploy and start', () => {
	it('a flow with errors is not sent at all', async () => {
		expect(
			await saga('deploy', await file('refused.json', sketch('a[unsaid]')), '--url', 'http://127.0.0.1:1'),
		).toMatchObject({
			code: 1,
			out: '',
			err: expect.stringContaining('[compensation-missing]'),
		});
	});

	it('a server that is not there, or an address that is none, is said with the remedy', async () => {
		const url = await addressOfNobody();
		const flow = await file('well.json', sketch('a'));
		expect(await saga('deploy', flow, '--url', url)).toMatchObject({
			code: 2,
			err: expect.stringContaining('ECONNREFUSED'),
		});
		expect(await saga('start', 'sketch', '--url', url)).toMatchObject({
			code: 2,
			err: expect.stringContaining('npm start'),
		});
		expect(await saga('start', 'sketch', '--url', 'nowhere')).toMatchObject({
			code: 2,
			err: expect.stringContaining('is no address'),
		});
	});
});

/** A port that was free a moment ago. */
function addressOfNobody(): Promise<string> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address !== null ? address.port : 1;
			server.close(() => resolve(`http://127.0.0.1:${port}`));
		});
	});
}
