/** deploy and start against the API's own routes on real PostgreSQL, over a real socket. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PUT as putDraft } from '@/app/api/v1/flows/[id]/draft/route';
import { GET as getFlow } from '@/app/api/v1/flows/[id]/route';
import { POST as postSaga } from '@/app/api/v1/flows/[id]/sagas/route';
import { POST as postVersion } from '@/app/api/v1/flows/[id]/versions/route';
import { POST as postFlow } from '@/app/api/v1/flows/route';
import { GET as getSaga } from '@/app/api/v1/sagas/[id]/route';
import { setStep } from '@/saga/flow/edits/nodes';
import { sketch } from '@/saga/flow/sketch';
import { openWebDatabase, type WebDatabase } from '@/server/access/web-database-for-tests';
import { testDatabases } from '@/tools/test-database';
import { main } from './main';

const databases = testDatabases();
let web: WebDatabase;
let server: Server;
let url = '';
let folder = '';

beforeEach(async () => {
	web = openWebDatabase(await databases.fresh());
	folder = await mkdtemp(join(tmpdir(), 'unwind-cli-'));
	server = createServer((request, response) => void serve(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	await web.close();
	await rm(folder, { recursive: true });
});

type Route = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>;

function routeOf(method: string, path: string): { readonly route: Route; readonly id: string } | null {
	const [, kind, id = '', part] = /^\/api\/v1\/(flows|sagas)(?:\/([^/]+))?(?:\/([a-z]+))?$/.exec(path) ?? [];
	const routes: Readonly<Record<string, Route>> = {
		'POST flows': (request) => postFlow(request, { params: Promise.resolve({}) }),
		'GET flows id': getFlow,
		'PUT flows id draft': putDraft,
		'POST flows id versions': postVersion,
		'POST flows id sagas': postSaga,
		'GET sagas id': getSaga,
	};
	const route = routes[[method, kind, id === '' ? '' : 'id', part].filter(Boolean).join(' ')];
	return route === undefined ? null : { route, id: decodeURIComponent(id) };
}

/** What Next does between the socket and a route. */
async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of incoming) chunks.push(chunk);
	const { method = 'GET', url: path = '/' } = incoming;
	const found = routeOf(method, path);
	const request = new Request(new URL(path, url), {
		method,
		headers: new Headers(incoming.headers as Record<string, string>),
		...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }),
	});
	const response = await found?.route(request, { params: Promise.resolve({ id: found.id }) });
	outgoing.writeHead(response?.status ?? 404, Object.fromEntries(response?.headers ?? []));
	outgoing.end(await response?.text());
}

async function saga(...args: string[]) {
	const said = { out: '', err: '' };
	const code = await main([...args, '--url', url], {
		out: (text) => {
			said.out += `${text}\n`;
		},
		err: (text) => {
			said.err += `${text}\n`;
		},
	});
	return { code, ...said };
}

async function file(definition: ReturnType<typeof sketch>): Promise<string> {
	const path = join(folder, 'flow.json');
	await writeFile(path, JSON.stringify(definition));
	return path;
}

const flow = sketch('a → b', { order: {} });

describe('saga deploy', () => {
	test('makes the first version, knows when nothing differs, and makes the next', async () => {
		expect(await saga('deploy', await file(flow), '--message', 'First')).toEqual({
			code: 0,
			out: 'Sketch: version 1 deployed.\n',
			err: '',
		});
		expect(await saga('deploy', await file(flow))).toMatchObject({
			code: 0,
			out: 'Sketch: version 1 runs this already.\n',
		});
		const next = setStep(flow, 'a', { timeoutMs: 5_000 });
		expect(await saga('deploy', await file(next))).toMatchObject({ code: 0, out: 'Sketch: version 2 deployed.\n' });
		const { rows } = await web.owner.query('select version, message from flow_version order by version');
		expect(rows).toEqual([
			{ version: 1, message: 'First' },
			{ version: 2, message: '' },
		]);
	});

	test('does not replace what somebody has drawn and not deployed, unless told to', async () => {
		await saga('deploy', await file(flow));
		const headers = { 'content-type': 'application/json' };
		const { revision } = (await (await fetch(`${url}/api/v1/flows/sketch`)).json()) as { revision: number };
		const body = JSON.stringify({ revision, definition: setStep(flow, 'a', { timeoutMs: 7_000 }) });
		expect(await fetch(`${url}/api/v1/flows/sketch/draft`, { method: 'PUT', headers, body })).toMatchObject({
			ok: true,
		});
		const refused = await saga('deploy', await file(setStep(flow, 'a', { timeoutMs: 9_000 })));
		expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`revision ${revision + 1}`) });
		expect(refused.err).toContain('--overwrite');
		expect(await saga('deploy', join(folder, 'flow.json'), '--overwrite')).toMatchObject({
			code: 0,
			out: 'Sketch: version 2 deployed.\n',
		});
	});
});

describe('saga start', () => {
	test('starts once per key and says where to look', async () => {
		await saga('deploy', await file(flow));
		const first = await saga('start', 'sketch', '--payload', '{"order": {}}', '--key', 'k-1');
		expect(first).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^[0-9a-f-]{36} {2}http.+\/sagas\/[0-9a-f-]{36}\n$/),
		});
		expect(await saga('start', 'sketch', '--payload', '{"order": {}}', '--key', 'k-1')).toEqual(first);
		expect(await web.count('request')).toBe(1);
	});

	test('says why the server refuses', async () => {
		expect(await saga('start', 'nobody')).toMatchObject({ code: 1, out: '' });
		await saga('deploy', await file(flow));
		expect(await saga('start', 'sketch', '--payload', '{"order": 7}')).toMatchObject({
			code: 1,
			err: expect.stringContaining('order'),
		});
		expect(await web.count('request')).toBe(0);
	});

	test('--wait follows the saga to its end', async () => {
		await saga('deploy', await file(flow));
		const waiting = saga('start', 'sketch', '--wait');
		await expect.poll(() => web.count('request')).toBe(1);
		const { rows } = await web.owner.query<{ id: string }>('select id from request');
		await web.owner.query(`update request set status = 'refused', refusal = $2, answered_at = now() where id = $1`, [
			rows[0]?.id,
			JSON.stringify({ code: 'payload', message: 'The order is missing.' }),
		]);
		expect(await waiting).toMatchObject({ code: 1, out: expect.stringContaining('refused: The order is missing.') });
	});
});
