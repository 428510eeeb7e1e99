/**
 * One request to the API: typed by contract/http, answered with the parsed body or thrown as an ApiFailure.
 * Retries and caching are the query client's business.
 */
import type { z } from 'zod';
import { problemSchema } from '@/contract/http/problem';
import { ApiFailure } from './api-failure';

export interface RequestOptions {
	readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly body?: unknown;
	/** The same key never does a thing twice. */
	readonly idempotencyKey?: string;
	readonly signal?: AbortSignal;
	/** Sent even while the page is being left. */
	readonly keepalive?: boolean;
}

export async function request<Schema extends z.ZodType>(
	schema: Schema,
	path: string,
	options: RequestOptions = {},
): Promise<z.infer<Schema>> {
	const response = await send(path, options);
	const body = await readJson(response);
	if (!response.ok) throw refusal(response, body);
	const read = schema.safeParse(body);
	if (!read.success)
		throw new ApiFailure(
			'unreadable',
			'The server answered in a form this page does not know. Reload the page: it may be older than the server.',
		);
	return read.data;
}

async function send(
	path: string,
	{ method = 'GET', body, idempotencyKey, signal, keepalive }: RequestOptions,
): Promise<Response> {
	const headers: Record<string, string> = { accept: 'application/json' };
	if (body !== undefined) headers['content-type'] = 'application/json';
	if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
	try {
		return await fetch(path, {
			method,
			headers,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			...(signal === undefined ? {} : { signal }),
			...(keepalive === undefined ? {} : { keepalive }),
		});
	} catch (error) {
		if (error instanceof DOMException && error.name === 'AbortError') throw error;
		throw new ApiFailure(
			'unreachable',
			'The server does not answer. It may be restarting; this page tries again by itself.',
		);
	}
}

async function readJson(response: Response): Promise<unknown> {
	try {
		return await response.json();
	} catch {
		return null;
	}
}

function refusal(response: Response, body: unknown): ApiFailure {
	const problem = problemSchema.safeParse(body);
	if (problem.success) return new ApiFailure('refused', problem.data.detail, problem.data);
	if (response.status >= 502 && response.status <= 504)
		return new ApiFailure(
			'unreachable',
			'The server does not answer. It may be restarting; this page tries again by itself.',
		);
	return new ApiFailure(
		'unreadable',
		`The server answered ${response.status} without saying why. Try again; its log says more.`,
	);
}
