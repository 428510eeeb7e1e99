/**
 * The opaque cursor of the saga list: the id of the last row shown. Ids are UUIDv7, so their order is the order in which
 * sagas were asked for, and a page begun stays the same while others are added above it.
 */
import { parse, stringify, validate } from 'uuid';

export function encodeSagaCursor(sagaId: string): string {
	return Buffer.from(parse(sagaId)).toString('base64url');
}

/** Null: this was never given out as a cursor. */
export function decodeSagaCursor(cursor: string): string | null {
	const bytes = Buffer.from(cursor, 'base64url');
	if (bytes.length !== 16 || bytes.toString('base64url') !== cursor) return null;
	const id = stringify16(bytes);
	return id !== null && validate(id) ? id : null;
}

function stringify16(bytes: Uint8Array): string | null {
	try {
		return stringify(bytes);
	} catch {
		return null;
	}
}
