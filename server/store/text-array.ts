/**
 * A text[] parameter in PostgreSQL's binary form. pg writes arrays as escaped text, which costs more than all the rest of
 * a batch's client work when the texts are JSON full of quotes; a Buffer it passes on as it is.
 *
 * Source: array_recv in PostgreSQL's src/backend/utils/adt/arrayfuncs.c: dimensions, has-null flag, element type, then
 * per dimension length and lower bound, then per element its length (-1: null) and bytes; all integers big-endian.
 */
const textOid = 25;
const headerBytes = 20;

export function textArray(texts: readonly (string | null)[]): Buffer {
	let bytes = headerBytes;
	let nulls = 0;
	for (const text of texts) {
		bytes += 4;
		if (text === null) nulls = 1;
		else bytes += Buffer.byteLength(text);
	}
	const buffer = Buffer.allocUnsafe(bytes);
	buffer.writeInt32BE(1, 0);
	buffer.writeInt32BE(nulls, 4);
	buffer.writeInt32BE(textOid, 8);
	buffer.writeInt32BE(texts.length, 12);
	buffer.writeInt32BE(1, 16);
	let at = headerBytes;
	for (const text of texts) {
		const length = text === null ? -1 : buffer.write(text, at + 4);
		buffer.writeInt32BE(length, at);
		at += 4 + Math.max(length, 0);
	}
	return buffer;
}
