/**
 * The topic `sagas`: which rows of the list are new or changed, by the feed of all history.
 * Invariant: the cursor (transaction id, position) only passes rows whose transactions, and all before them, have ended
 * (below the snapshot's xmin), so that a transaction that commits late is never skipped. The price: a long transaction
 * delays this topic; a saga's own topic does not wait for it.
 * Incidents that the runtime opens change a row without history; they are few and compared as a set.
 */
import { database } from '../database';
import { sagaSummaries } from '../saga-summary';
import type { FeedCursor, StreamPosition } from './stream-position';
import type { PlacedEvent, TopicFeed } from './topic-feed';

/** History rows of one look; beyond them the reader is told to read the list again. */
const rowsMax = 1_000;
const sagasMax = 100;
const parkedMax = 500;

interface FeedRow {
	readonly sagaId: string;
	readonly xid: string;
	readonly position: string;
}

export class ListTopic implements TopicFeed {
	private parked: ReadonlySet<string> | null = null;

	constructor(private cursor: FeedCursor | null) {}

	async begin(): Promise<Partial<StreamPosition>> {
		this.cursor ??= await newestCursor();
		return { list: this.cursor };
	}

	async next() {
		const rows = await this.newRows();
		const parked = await parkedSagas();
		const before = this.parked ?? parked;
		const faults = [...parked, ...before].filter((id) => parked.has(id) !== before.has(id));
		const changed = [...new Set([...rows.map(({ sagaId }) => sagaId), ...faults])];
		const more = rows.length >= rowsMax || changed.length > sagasMax;
		const sagas = await sagaSummaries(changed.slice(0, sagasMax));
		const last = rows.at(-1);
		// Who is that far behind is told so once and goes on from now.
		if (rows.length >= rowsMax) this.cursor = await newestCursor();
		else if (last) this.cursor = { xid: last.xid, position: last.position };
		this.parked = parked;
		const events: PlacedEvent[] =
			changed.length === 0
				? []
				: [{ event: { event: 'sagas-changed', data: { sagas, more } }, place: { list: this.cursor } }];
		return { events, more: false };
	}

	private async newRows(): Promise<readonly FeedRow[]> {
		if (this.cursor === null) return [];
		return database().$queryRaw<FeedRow[]>`
			select saga_id::text as "sagaId", xid::text, position::text
			from saga_history
			where (xid, position) > (${this.cursor.xid}::text::xid8, ${this.cursor.position}::text::bigint)
				and xid < pg_snapshot_xmin(pg_current_snapshot())
			order by saga_history.xid, saga_history.position limit ${rowsMax}`;
	}
}

/** Behind everything that is final now. */
async function newestCursor(): Promise<FeedCursor> {
	const rows = await database().$queryRaw<{ xid: string }[]>`
		select pg_snapshot_xmin(pg_current_snapshot())::text as xid`;
	return { xid: rows[0]?.xid ?? '0', position: '0' };
}

async function parkedSagas(): Promise<ReadonlySet<string>> {
	const rows = await database().incident.findMany({
		where: { resolvedAt: null, number: null, sagaId: { not: null } },
		select: { sagaId: true },
		orderBy: { id: 'desc' },
		take: parkedMax,
	});
	return new Set(rows.flatMap(({ sagaId }) => (sagaId === null ? [] : [sagaId])));
}
