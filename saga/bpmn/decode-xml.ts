/**
 * The bytes of a file → its text, by what they say of themselves: a byte order mark, the pattern of UTF-16, the declared
 * encoding, else UTF-8. The decoders are the platform's and come from outside.
 */
import { bytesMax, type Refusal } from './xml/read-xml';

/** As TextDecoder does with `fatal`: throws for an unknown label and for bytes that mean nothing. */
export type Decode = (label: string, bytes: Uint8Array) => string;

export type DecodeResult =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly refusal: Refusal };

export function decodeXml(bytes: Uint8Array, decode: Decode): DecodeResult {
	if (bytes.length > 2 * bytesMax)
		return refused(`The file is larger than ${bytesMax / 1_000_000} MB. Split the model.`);
	const label = labelOf(bytes);
	try {
		return { ok: true, text: decode(label, bytes) };
	} catch {
		return refused(`The file is not in ${label}, as it says. Save it as UTF-8.`);
	}
}

function refused(message: string): DecodeResult {
	return { ok: false, refusal: { message, line: 1, column: 1 } };
}

function labelOf(bytes: Uint8Array): string {
	const begins = (...pattern: readonly number[]) => pattern.every((byte, at) => bytes[at] === byte);
	if (begins(0xef, 0xbb, 0xbf)) return 'utf-8';
	if (begins(0xff, 0xfe) || begins(0x3c, 0, 0x3f, 0)) return 'utf-16le';
	if (begins(0xfe, 0xff) || begins(0, 0x3c, 0, 0x3f)) return 'utf-16be';
	const head = String.fromCharCode(...bytes.subarray(0, 200));
	const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
	// A file that can be read up to here byte by byte is not in UTF-16, whatever it declares.
	return declared.startsWith('utf-16') ? 'utf-8' : declared;
}
