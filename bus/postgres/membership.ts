/**
 * Membership of one consumer in its group, and its share of the partitions, by leases.
 *
 * Invariant: the group's row is locked while shares change, so two members never own one partition. Each member takes
 * free partitions up to its share and gives up what is above it; nobody assigns for others, so nobody can be missing.
 * Leases are counted by the database's clock alone. Not done here: finishing the work on a partition before it is given up.
 */
import type { PoolClient } from 'pg';
import type { PartitionPosition } from '../bus';
import type { Database } from './database';

export interface Ownership {
	readonly topic: string;
	readonly topicId: number;
	readonly partition: number;
	readonly epoch: string;
	readonly committed: string;
}

export interface Balance {
	readonly owned: readonly Ownership[];
	/** How many of them are above our share and are waited for by others. */
	readonly surplus: number;
	/** A member is gone or new: the others should look at their shares. */
	readonly changed: boolean;
}

// Lock order of the transaction: the group's row, then its members, then its partitions.
const lockGroup = 'SELECT FROM bus.consumer_group WHERE name = $1 FOR UPDATE';
const addGroup = 'INSERT INTO bus.consumer_group (name) VALUES ($1) ON CONFLICT DO NOTHING';
const expire = 'DELETE FROM bus.member WHERE group_name = $1 AND id <> $2 AND lease_until < clock_timestamp()';
const beat = `
UPDATE bus.member SET lease_until = clock_timestamp() + $3 * interval '1 millisecond' WHERE group_name = $1 AND id = $2`;
const join = `
INSERT INTO bus.member (group_name, id, topics, lease_until)
VALUES ($1, $2, $4, clock_timestamp() + $3 * interval '1 millisecond')`;
const addPartitions = `
INSERT INTO bus.group_partition (group_name, topic_id, partition, committed)
SELECT $1, p.topic_id, p.partition, p.first_offset
FROM bus.partition p JOIN bus.topic t ON t.id = p.topic_id WHERE t.name = ANY ($2)
ON CONFLICT DO NOTHING`;
const freeOfTheGone = `
UPDATE bus.group_partition g SET owner = NULL
WHERE group_name = $1 AND owner IS NOT NULL
	AND NOT EXISTS (SELECT FROM bus.member m WHERE m.group_name = $1 AND m.id = g.owner)`;
const share = `
SELECT (SELECT count(*) FROM bus.group_partition g JOIN bus.topic t ON t.id = g.topic_id
		WHERE g.group_name = $1 AND t.name = ANY ($3))::int AS partitions,
	count(*)::int AS members, (count(*) FILTER (WHERE id < $2))::int AS before_us
FROM bus.member WHERE group_name = $1 AND topics = $3`;
const claim = `
UPDATE bus.group_partition g SET owner = $2, epoch = epoch + 1
FROM (
	SELECT f.topic_id, f.partition FROM bus.group_partition f JOIN bus.topic t ON t.id = f.topic_id
	WHERE f.group_name = $1 AND f.owner IS NULL AND t.name = ANY ($3)
	ORDER BY f.partition, f.topic_id
	LIMIT greatest(0, $4 - (SELECT count(*) FROM bus.group_partition o WHERE o.group_name = $1 AND o.owner = $2))
) free
WHERE g.group_name = $1 AND g.topic_id = free.topic_id AND g.partition = free.partition`;
const owned = `
SELECT t.name AS topic, g.topic_id AS "topicId", g.partition, g.epoch, g.committed
FROM bus.group_partition g JOIN bus.topic t ON t.id = g.topic_id
WHERE g.group_name = $1 AND g.owner = $2 ORDER BY g.partition, g.topic_id`;

// A member that is not the owner of this epoch any more commits nothing; which rows it did commit is returned.
const commit = {
	name: 'bus-commit-offsets',
	text: `
UPDATE bus.group_partition g SET committed = w.committed
FROM unnest($3::int[], $4::int[], $5::bigint[], $6::bigint[]) AS w(topic_id, partition, epoch, committed)
WHERE g.group_name = $1 AND g.owner = $2 AND g.topic_id = w.topic_id AND g.partition = w.partition AND g.epoch = w.epoch
RETURNING g.topic_id AS "topicId", g.partition`,
};
const release = {
	name: 'bus-release-partitions',
	text: `
UPDATE bus.group_partition g SET owner = NULL
FROM unnest($3::int[], $4::int[], $5::bigint[]) AS w(topic_id, partition, epoch)
WHERE g.group_name = $1 AND g.owner = $2 AND g.topic_id = w.topic_id AND g.partition = w.partition AND g.epoch = w.epoch`,
};
const leave = {
	name: 'bus-leave-group',
	text: `
WITH gone AS (DELETE FROM bus.member WHERE group_name = $1 AND id = $2)
UPDATE bus.group_partition SET owner = NULL WHERE group_name = $1 AND owner = $2`,
};

export class Membership {
	constructor(
		private readonly database: Database,
		private readonly group: string,
		private readonly id: string,
		private readonly topics: readonly string[],
		private readonly leaseMs: number,
	) {}

	/** Renews the lease, buries the dead, takes what is free up to our share. */
	renew(): Promise<Balance> {
		return this.database.transaction(`a beat in group ${this.group}`, (client) => this.#renewIn(client));
	}

	/** The partitions of which the commit was taken; the others belong to somebody else by now. */
	async commit(
		positions: readonly { of: Ownership; committed: PartitionPosition['committed'] }[],
	): Promise<readonly Ownership[]> {
		const { rows } = await this.database.run<{ topicId: number; partition: number }>(commit, [
			this.group,
			this.id,
			positions.map(({ of }) => of.topicId),
			positions.map(({ of }) => of.partition),
			positions.map(({ of }) => of.epoch),
			positions.map(({ committed }) => committed),
		]);
		return positions
			.map(({ of }) => of)
			.filter((of) => rows.some((row) => row.topicId === of.topicId && row.partition === of.partition));
	}

	async release(partitions: readonly Ownership[]): Promise<void> {
		await this.database.run(release, [
			this.group,
			this.id,
			partitions.map(({ topicId }) => topicId),
			partitions.map(({ partition }) => partition),
			partitions.map(({ epoch }) => epoch),
		]);
	}

	async leave(): Promise<void> {
		await this.database.run(leave, [this.group, this.id]);
	}

	async #renewIn(client: PoolClient): Promise<Balance> {
		const { group, id, topics } = this;
		if ((await client.query(lockGroup, [group])).rowCount === 0) {
			await client.query(addGroup, [group]);
			await client.query(lockGroup, [group]);
		}
		const expired = (await client.query(expire, [group, id])).rowCount ?? 0;
		const isNew = (await client.query(beat, [group, id, this.leaseMs])).rowCount === 0;
		if (isNew) await client.query(join, [group, id, this.leaseMs, topics]);
		await client.query(addPartitions, [group, topics]);
		await client.query(freeOfTheGone, [group]);
		const fair = fairShare((await client.query<Shares>(share, [group, id, topics])).rows[0]);
		await client.query(claim, [group, id, topics, fair]);
		const { rows } = await client.query<Ownership>(owned, [group, id]);
		return { owned: rows, surplus: Math.max(0, rows.length - fair), changed: expired > 0 || isNew };
	}
}

interface Shares {
	readonly partitions: number;
	readonly members: number;
	readonly before_us: number;
}

/** The members that come first by id take one more each when it does not come out even. */
function fairShare(shares: Shares | undefined): number {
	if (!shares || shares.members === 0) return 0;
	const { partitions, members, before_us } = shares;
	return Math.floor(partitions / members) + (before_us < partitions % members ? 1 : 0);
}
