/**
 * The topics `saga:<id>` of one stream: history by each saga's own gap-free sequence, which never waits for other
 * transactions, and the saga's row whenever it differs from the one sent last.
 * Invariant: records come in order and each once; the row comes after the records that made it.
 */
import { HISTORY_PAGE_MAX } from '@/contract/http/limits';
import { database } from '../database';
import { type HistoryRow, historyRecord } from '../read-history';
import { sagaSummaries } from '../saga-summary';
import type { StreamPosition } from './stream-position';
import type { PlacedEvent, TopicFeed } from './topic-feed';

type SagaHistoryRow = HistoryRow & { readonly sagaId: string };

export class SagaTopic implements TopicFeed {
	private seqs: Readonly<Record<string, number>>;
	/** By saga id: the row as sent last. */
	private readonly sent = new Map<string, string>();

	constructor(after: Readonly<Record<string, number>>) {
		this.seqs = after;
	}

	async begin(): Promise<Partial<StreamPosition>> {
		return { sagas: this.seqs };
	}

	async next() {
		const rows = await this.newRows();
		const summaries = await sagaSummaries(Object.keys(this.seqs));
		const events: PlacedEvent[] = [];
		for (const sagaId of new Set(rows.map((row) => row.sagaId))) {
			const records = rows.filter((row) => row.sagaId === sagaId);
			this.seqs = { ...this.seqs, [sagaId]: records.at(-1)?.seq ?? 0 };
			const data = { sagaId, records: records.map(historyRecord) };
			events.push({ event: { event: 'history', data }, place: { sagas: this.seqs } });
		}
		for (const summary of summaries) {
			const text = JSON.stringify(summary);
			if (this.sent.get(summary.id) === text) continue;
			this.sent.set(summary.id, text);
			events.push({ event: { event: 'saga', data: summary }, place: {} });
		}
		return { events, more: rows.length >= HISTORY_PAGE_MAX };
	}

	private newRows(): Promise<SagaHistoryRow[]> {
		const ids = Object.keys(this.seqs);
		// One descent of the key's index per saga; the outer limit bounds one round, the rest follows at once.
		return database().$queryRaw<SagaHistoryRow[]>`
			select h.saga_id::text as "sagaId", h.seq, h.at, h.input, h.entries
			from unnest(${ids}::uuid[], ${ids.map((id) => this.seqs[id] ?? 0)}::integer[]) as wanted (saga_id, after)
			cross join lateral (
				select * from saga_history s
				where s.saga_id = wanted.saga_id and s.seq > wanted.after
				order by s.seq limit ${HISTORY_PAGE_MAX}
			) h
			order by h.saga_id, h.seq limit ${HISTORY_PAGE_MAX}`;
	}
}
