/**
 * What travels on a topic, as far as this contract is concerned, and how a record that does not keep it is described.
 * The bus adds topic, partition and offset; nothing here knows which transport it is.
 */
import type { z } from 'zod';

export type WireJson = z.infer<ReturnType<typeof z.json>>;

export interface OutgoingWireRecord {
	readonly topic: string;
	readonly key: string;
	readonly value: string;
	readonly headers: Readonly<Record<string, string>>;
}

export interface IncomingWireRecord {
	readonly key: string | null;
	readonly value: Buffer | null;
	readonly headers: Readonly<Record<string, string>>;
}

/** Bytes of a message's data. The same bound as for the saga's variables, so that whatever arrives can be kept. */
export const dataBytesMax = 256 * 1024;

export const undecodableReasons = [
	/** No value, or a value that is no UTF-8. */
	'not-text',
	'too-large',
	'not-json',
	/** No CloudEvents 1.0 attributes, neither in headers nor in a structured body. */
	'not-a-cloud-event',
	/** An attribute of ours is missing or has no sense. */
	'attribute',
	/** The data does not have the shape that the type promises. */
	'data',
] as const;
export type UndecodableReason = (typeof undecodableReasons)[number];

/** `detail` names the attribute or place, and what was expected there. */
export interface Undecodable {
	readonly ok: false;
	readonly reason: UndecodableReason;
	readonly detail: string;
}

export function undecodable(reason: UndecodableReason, detail: string): Undecodable {
	return { ok: false, reason, detail };
}
