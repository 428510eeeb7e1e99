import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiFailure } from './api-failure';
import { request } from './request';

const answerWith = (status: number, body: string) => vi.stubGlobal('fetch', async () => new Response(body, { status }));
const failureOf = async (promise: Promise<unknown>) => {
	const error = await promise.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof ApiFailure)) throw new Error('expected an ApiFailure');
	return error;
};

afterEach(() => vi.unstubAllGlobals());

describe('request', () => {
	const schema = z.object({ revision: z.number() });

	it('gives the parsed answer', async () => {
		answerWith(200, '{"revision":3}');
		expect(await request(schema, '/x')).toEqual({ revision: 3 });
	});

	it('carries the problem of a refused request', async () => {
		const problem = {
			type: 'urn:unwind:problem:forbidden',
			code: 'forbidden',
			title: 'Forbidden',
			status: 403,
			detail: 'Viewers cannot save.',
		};
		answerWith(403, JSON.stringify(problem));
		const failure = await failureOf(request(schema, '/x'));
		expect(failure).toMatchObject({
			kind: 'refused',
			message: 'Viewers cannot save.',
			code: 'forbidden',
			isPassing: false,
		});
	});

	it.each([502, 503, 504])('takes a bare %i as a server that is away', async (status) => {
		answerWith(status, 'gateway');
		expect(await failureOf(request(schema, '/x'))).toMatchObject({ kind: 'unreachable', isPassing: true });
	});

	it('says so when the network is gone', async () => {
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
		expect(await failureOf(request(schema, '/x'))).toMatchObject({ kind: 'unreachable', isPassing: true });
	});

	it('does not pass on an answer it cannot read', async () => {
		answerWith(200, '{"revision":"three"}');
		expect(await failureOf(request(schema, '/x'))).toMatchObject({ kind: 'unreadable', isPassing: false });
	});
});
