/**
 * A record that could not be processed, as it is published on the dead-letter topic: the value as it came, with the
 * reason and the place it came from in headers, so that it can be found and sent again.
 */
import type { OutgoingWireRecord } from './record';

export interface DeadLetter {
	readonly topic: string;
	readonly partition: number;
	readonly offset: string;
	readonly reason: string;
	readonly detail: string;
	readonly key: string | null;
	readonly headers: Readonly<Record<string, string>>;
	readonly value: Buffer | null;
}

/** Bytes of the original value that travel on; the rest is still where the record came from. */
const deadLetterBytesMax = 64 * 1024;

export function encodeDeadLetter(letter: DeadLetter, topic: string): OutgoingWireRecord {
	const kept = letter.value === null ? '' : letter.value.subarray(0, deadLetterBytesMax).toString('base64');
	return {
		topic,
		key: letter.key ?? `${letter.topic}/${letter.partition}`,
		value: JSON.stringify({
			reason: letter.reason,
			detail: letter.detail,
			source: { topic: letter.topic, partition: letter.partition, offset: letter.offset },
			headers: letter.headers,
			valueBytes: letter.value?.length ?? 0,
			valueBase64: kept,
		}),
		headers: { 'content-type': 'application/json', 'dead-letter-reason': letter.reason },
	};
}
