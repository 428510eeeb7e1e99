/**
 * The one statement that produces: any number of records for any partitions, in one transaction.
 *
 * Invariant: offsets of a partition become visible in their order and without gaps. They are given out under the lock
 * of the partition's row, which is held until the commit; so a reader that saw offset n has seen all below it, and
 * no late commit slips in behind it.
 */
import type { Database } from './database';

export interface AppendRow {
	readonly topicId: number;
	readonly partition: number;
	readonly key: Buffer;
	readonly value: Buffer | null;
	readonly headers: Buffer;
}

// Lock order: partition rows by (topic, partition), the same for every producer. Index: the primary keys only.
const append = {
	name: 'bus-append-records',
	text: `
WITH incoming AS (
	SELECT *, row_number() OVER (PARTITION BY topic_id, partition ORDER BY position) - 1 AS nth
	FROM unnest($1::int[], $2::int[], $3::bytea[], $4::bytea[], $5::bytea[]) WITH ORDINALITY
		AS r(topic_id, partition, key, value, headers, position)
), wanted AS (
	SELECT topic_id, partition, count(*) AS records FROM incoming GROUP BY topic_id, partition
), locked AS (
	SELECT p.topic_id, p.partition, wanted.records
	FROM bus.partition p JOIN wanted USING (topic_id, partition)
	ORDER BY p.topic_id, p.partition FOR UPDATE OF p
), advanced AS (
	UPDATE bus.partition p SET next_offset = p.next_offset + locked.records
	FROM locked WHERE p.topic_id = locked.topic_id AND p.partition = locked.partition
	RETURNING p.topic_id, p.partition, p.next_offset - locked.records AS first
)
INSERT INTO bus.record (topic_id, partition, "offset", key, value, headers)
SELECT topic_id, partition, first + nth, key, value, headers FROM incoming JOIN advanced USING (topic_id, partition)`,
};

export async function appendRecords(database: Database, rows: readonly AppendRow[]): Promise<void> {
	const { rowCount } = await database.run(append, [
		rows.map(({ topicId }) => topicId),
		rows.map(({ partition }) => partition),
		rows.map(({ key }) => key),
		rows.map(({ value }) => value),
		rows.map(({ headers }) => headers),
	]);
	if (rowCount !== rows.length) {
		throw new Error(
			`${rows.length} records were to be appended and ${rowCount} were: the tables of the bus were changed by hand.`,
		);
	}
}
