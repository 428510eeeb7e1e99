/** What every route has in common, tried without a database: bodies, parameters, keys, and what is thrown. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '@/contract/http/problem';
import { sagaListQuerySchema } from '@/contract/http/sagas';
import { done } from '@/server/access/outcome';
import { answer } from './answer';
import { bodyOf, type Call, endpoint, idempotencyKeyOf, queryOf } from './endpoint';

const schema = z.strictObject({ name: z.string(), list: z.array(z.object({ n: z.int() })).optional() });
const bytesMax = 200;

function call(init: RequestInit = {}, address = 'http://localhost/api/v1/x'): Call<unknown> {
	const request = new Request(address, init);
	return { actor: { id: 'ada', role: 'admin' }, params: {}, request };
}
const post = (body: BodyInit, headers: HeadersInit = { 'content-type': 'application/json; charset=utf-8' }) =>
	bodyOf(call({ method: 'POST', body, headers }), schema, bytesMax);

describe('a body', () => {
	test('is read by its schema', async () => {
		expect(await post('{"name":"é"}')).toEqual({ ok: true, value: { name: 'é' } });
	});

	test.each([
		['no JSON', '{"name"', 400, 'bad-request', undefined],
		['nothing', '', 400, 'bad-request', undefined],
		['a misfit', '{"name":"a","list":[{"n":1},{"n":"2"}]}', 422, 'invalid', 'list[1].n'],
		['a key that is not known', '{"name":"a","more":1}', 422, 'invalid', ''],
		['a forbidden key', '{"name":"a","list":[{"__proto__":{}}]}', 422, 'invalid', 'list[0]'],
		['a text that cannot be stored', '{"name":"a\\u0000"}', 422, 'invalid', 'name'],
		['too many levels', `{"name":${'['.repeat(80)}${']'.repeat(80)}}`, 422, 'invalid', /^name\[0\]/],
		['more bytes than allowed', `{"name":"${'x'.repeat(bytesMax)}"}`, 413, 'too-large', undefined],
	])('with %s is refused', async (_, body, status, code, path) => {
		const refused = await post(body);
		expect(refused).toMatchObject({ ok: false, problem: { status, code } });
		const first = refused.ok ? undefined : refused.problem.errors?.[0]?.path;
		if (path !== undefined) expect(first).toMatch(path);
	});

	test('without a length is read no further than allowed', async () => {
		let pulled = 0;
		const endless = new ReadableStream({
			pull(controller) {
				pulled += 1;
				controller.enqueue(new TextEncoder().encode('x'.repeat(50)));
			},
		});
		const headers = { 'content-type': 'application/json' };
		const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: endless, headers, duplex: 'half' };
		expect(await bodyOf(call(init), schema, bytesMax)).toMatchObject({ problem: { status: 413 } });
		expect(pulled).toBeLessThan(10);
	});

	test('of another type, as pages of other sites can send it, is refused', async () => {
		for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
			expect(await post('{"name":"a"}', { 'content-type': type })).toMatchObject({ problem: { status: 400 } });
	});
});

describe('parameters', () => {
	const query = (search: string) => queryOf(call({}, `http://localhost/api/v1/sagas?${search}`), sagaListQuerySchema);

	test('may be given once or several times', () => {
		expect(query('status=running')).toMatchObject({ value: { status: ['running'], limit: 50 } });
		expect(query('status=running&status=failed&limit=7')).toMatchObject({
			value: { status: ['running', 'failed'], limit: 7 },
		});
	});

	test.each(['status=odd', 'limit=0', 'limit=1e9', 'flow=../x', 'odd=1', 'incidents=closed'])(
		'%s is refused',
		(search) => {
			expect(query(search)).toMatchObject({ ok: false, problem: { status: 400, code: 'bad-request' } });
		},
	);
});

test('an idempotency key must be there and be one', () => {
	const key = (value?: string) =>
		idempotencyKeyOf(call({ headers: value === undefined ? {} : { 'Idempotency-Key': value } }));
	expect(key('abc-1')).toEqual({ ok: true, value: 'abc-1' });
	for (const value of [undefined, '', 'with blank', 'x'.repeat(201)])
		expect(key(value)).toMatchObject({ ok: false, problem: { status: 400, code: 'idempotency-key-missing' } });
});

describe('an endpoint', () => {
	beforeEach(() => void vi.stubEnv('WEB_DATABASE_URL', 'postgresql://unwind_web@localhost/unwind'));
	afterEach(() => void vi.unstubAllEnvs());
	const context = { params: Promise.resolve({}) };
	const request = new Request('http://localhost/api/v1/x');

	test('answers what is thrown as a problem, without its insides, and logs it', async () => {
		const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const response = await endpoint(() => Promise.reject(new TypeError('secret insides')))(request, context);
		expect(response.headers.get('content-type')).toBe('application/problem+json');
		const text = await response.text();
		expect(text).not.toContain('secret');
		expect(problemSchema.parse(JSON.parse(text))).toMatchObject({ status: 500, code: 'internal' });
		expect(log).toHaveBeenCalledOnce();
		log.mockRestore();
	});

	test('says that the database is away, and when to try again', async () => {
		const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
		const response = await endpoint(() => Promise.reject(away))(request, context);
		expect(response.status).toBe(503);
		expect(response.headers.get('retry-after')).toBe('2');
		expect(problemSchema.parse(await response.json())).toMatchObject({ code: 'unavailable' });
	});

	test('answers a value with its status, uncached', async () => {
		const response = await endpoint(async () => answer(done({ a: 1 }), 201))(request, context);
		expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store']);
		expect(await response.json()).toEqual({ a: 1 });
	});
});
