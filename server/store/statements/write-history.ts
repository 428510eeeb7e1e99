/** Append-only. A number used twice would mean that somebody wrote without the lock: the key refuses it. */
import type { Statement, TextArray } from '../statement';

export const insertHistory: Statement<
	[ids: TextArray, seqs: number[], ats: number[], inputs: TextArray, entries: TextArray]
> = {
	name: 'insert-history',
	text: `
		insert into saga_history (saga_id, seq, at, input, entries)
		select u.id, u.seq, to_timestamp(u.at / 1000), u.input, u.entries
		from unnest($1::text[]::uuid[], $2::int[], $3::float8[], $4::text[], $5::text[])
			as u (id, seq, at, input, entries)`,
};

export const insertLedger: Statement<[ids: TextArray, runs: number[], entries: TextArray]> = {
	name: 'insert-ledger',
	text: `
		insert into saga_ledger (saga_id, run, entry)
		select u.id, u.run, u.entry from unnest($1::text[]::uuid[], $2::int[], $3::text[]) as u (id, run, entry)`,
};
