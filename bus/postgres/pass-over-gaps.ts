/**
 * Finds partitions in which nothing is left to read although their end was not reached: retention or compaction took the
 * last records before this group came to them. Without it the lag of such a partition would never reach 0.
 */
import type { Database } from './database';
import type { Wanted } from './fetch-records';

// Both tables are read in one snapshot, and records become visible together with their partition's next offset.
const gaps = {
	name: 'bus-find-gaps',
	text: `
SELECT w.nth::int AS nth, p.next_offset
FROM unnest($1::int[], $2::int[], $3::bigint[]) WITH ORDINALITY AS w(topic_id, partition, first, nth)
JOIN bus.partition p ON p.topic_id = w.topic_id AND p.partition = w.partition AND p.next_offset > w.first
WHERE NOT EXISTS (
	SELECT FROM bus.record r WHERE r.topic_id = w.topic_id AND r.partition = w.partition AND r."offset" >= w.first
)`,
};

/** Of these partitions those that are empty from there on, with their end. */
export async function emptyFrom(
	database: Database,
	wanted: readonly Wanted[],
): Promise<readonly { at: Wanted; end: string }[]> {
	const { rows } = await database.run<{ nth: number; next_offset: string }>(gaps, [
		wanted.map(({ topicId }) => topicId),
		wanted.map(({ partition }) => partition),
		wanted.map(({ from }) => from),
	]);
	return rows.flatMap(({ nth, next_offset }) => {
		const at = wanted[nth - 1];
		return at ? [{ at, end: next_offset }] : [];
	});
}
