/** A record delivered twice is one dead letter. Index: dead_letter_topic_partition_offset_key. */
import type { DeadLetter } from '@/contract/wire/dead-letter';
import type { Statement, TextArray } from '../statement';
import { textArray } from '../text-array';

type DeadLetterColumns = [
	topics: TextArray,
	partitions: number[],
	offsets: TextArray,
	reasons: TextArray,
	details: TextArray,
	keys: TextArray,
	headers: TextArray,
	values: TextArray,
	bytes: number[],
];

export const insertDeadLetters: Statement<DeadLetterColumns> = {
	name: 'insert-dead-letters',
	text: `
		insert into dead_letter
			(topic, partition, "offset", reason, detail, record_key, headers, value, value_bytes, at)
		select u.topic, u.partition, u."offset", u.reason, u.detail, u.record_key, u.headers,
			decode(u.value, 'base64'), u.bytes, clock_timestamp()
		from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
			$9::int[]) as u (topic, partition, "offset", reason, detail, record_key, headers, value, bytes)
		on conflict (topic, partition, "offset") do nothing`,
};

/** Bytes of a value that are kept; all of it is still where it came from. */
const keptBytesMax = 64 * 1024;

export function deadLetterColumns(letters: readonly DeadLetter[]): DeadLetterColumns {
	return [
		textArray(letters.map(({ topic }) => topic)),
		letters.map(({ partition }) => partition),
		textArray(letters.map(({ offset }) => offset)),
		textArray(letters.map(({ reason }) => reason)),
		textArray(letters.map(({ detail }) => storable(detail))),
		textArray(letters.map(({ key }) => (key === null ? null : storable(key)))),
		textArray(letters.map(({ headers }) => JSON.stringify(headers))),
		textArray(letters.map(({ value }) => value?.toString('base64', 0, keptBytesMax) ?? null)),
		letters.map(({ value }) => value?.length ?? 0),
	];
}

/** A foreign key or detail may hold U+0000, which PostgreSQL's text refuses. */
function storable(text: string): string {
	return text.replaceAll('\0', '\uFFFD');
}
