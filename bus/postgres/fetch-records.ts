/**
 * The one statement that consumes: a page of each partition that has room, in one round trip.
 * Invariant: a page begins at the offset asked for and has no gap but those that compaction and retention made.
 * Bounded in records and in bytes; the first record of a page comes whatever its size.
 */
import type { ReceivedRecord } from '../bus';
import type { Database } from './database';

const pageBytesMax = 4 * 1024 * 1024;

export interface Wanted {
	readonly topic: string;
	readonly topicId: number;
	readonly partition: number;
	readonly from: string;
}

// Index: one range of the primary key per partition wanted.
const fetch = {
	name: 'bus-fetch-records',
	text: `
SELECT w.nth::int AS nth, page."offset", page.key, page.value, page.headers,
	floor(extract(epoch FROM page.appended_at) * 1000)::bigint AS timestamp_ms
FROM unnest($1::int[], $2::int[], $3::bigint[]) WITH ORDINALITY AS w(topic_id, partition, first, nth)
CROSS JOIN LATERAL (
	SELECT *, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY "offset" ROWS UNBOUNDED PRECEDING)
		- coalesce(octet_length(value), 0) AS bytes_before
	FROM (
		SELECT * FROM bus.record r
		WHERE r.topic_id = w.topic_id AND r.partition = w.partition AND r."offset" >= w.first
		ORDER BY r."offset" LIMIT $4
	) limited
) page
WHERE page.bytes_before < $5
ORDER BY w.nth, page."offset"`,
};

interface FetchedRow {
	readonly nth: number;
	readonly offset: string;
	readonly key: Buffer;
	readonly value: Buffer | null;
	readonly headers: Buffer;
	readonly timestamp_ms: string;
}

/** In the order of `wanted`, each partition's records oldest first. */
export async function fetchRecords(
	database: Database,
	wanted: readonly Wanted[],
	recordsMax: number,
): Promise<readonly ReceivedRecord[][]> {
	const { rows } = await database.run<FetchedRow & Record<string, unknown>>(fetch, [
		wanted.map(({ topicId }) => topicId),
		wanted.map(({ partition }) => partition),
		wanted.map(({ from }) => from),
		recordsMax,
		pageBytesMax,
	]);
	const pages: ReceivedRecord[][] = wanted.map(() => []);
	for (const row of rows) {
		const at = wanted[row.nth - 1];
		if (at) pages[row.nth - 1]?.push(received(at, row));
	}
	return pages;
}

function received({ topic, partition }: Wanted, row: FetchedRow): ReceivedRecord {
	return {
		topic,
		partition,
		offset: row.offset,
		key: row.key.toString(),
		value: row.value,
		headers: JSON.parse(row.headers.toString()),
		timestampMs: Number(row.timestamp_ms),
	};
}
