/**
 * How requests are stored: once per idempotency key of their flow (starts) or saga (actions).
 * Invariant: the unique index decides, not a look beforehand, so that two processes with one key store one row; a repeat
 * is told from a misuse by the body's hash.
 */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@/saga/expression/json';
import { database } from './database';
import { type Outcome, refuse } from './outcome';
import { wakeOthers } from './wake-up';

export type RequestScope = { readonly key: string } & ({ readonly flowId: string } | { readonly sagaId: string });

export interface StoredRequest {
	readonly id: string;
	/** False: the key was used for another body. */
	readonly same: boolean;
}

interface NewRequest {
	readonly id: string;
	readonly kind: 'start' | 'action';
	readonly flowVersion?: number;
	readonly actor: string;
}

export async function requestedBefore({ key, ...of }: RequestScope, body: Json): Promise<StoredRequest | null> {
	const row = await database().request.findFirst({
		where: { ...of, idempotencyKey: key },
		select: { id: true, bodyHash: true },
	});
	return row ? { id: row.id, same: row.bodyHash === bodyHash(body) } : null;
}

export async function storeRequest(scope: RequestScope, body: Json, request: NewRequest): Promise<StoredRequest> {
	const { key, ...of } = scope;
	const { count } = await database().request.createMany({
		data: { ...request, ...of, idempotencyKey: key, body: canonicalJson(body), bodyHash: bodyHash(body) },
		skipDuplicates: true,
	});
	if (count === 0) {
		const before = await requestedBefore(scope, body);
		if (!before) throw new Error(`Request ${request.id} was neither stored nor found under its idempotency key.`);
		return before;
	}
	wakeOthers();
	return { id: request.id, same: true };
}

export function keyReused(key: string): Outcome<never> {
	return refuse(
		'idempotency-key-reused',
		`The idempotency key "${key}" was used before with another body. Repeat that request as it was, or take a new key for this one.`,
	);
}

function bodyHash(body: Json): string {
	return createHash('sha256').update(canonicalJson(body)).digest('hex');
}
