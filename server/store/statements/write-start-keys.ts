/**
 * One saga per flow and key. When the saga that holds a key ends, what was refused because of it is offered again.
 * Locking order: rows of the shelf before the key, as a start takes them. Indexes: start_key_saga_id_idx,
 * early_message_by_key.
 */
import type { Statement } from '../statement';

export const offerAgain: Statement<[ids: readonly string[], at: number]> = {
	name: 'offer-again',
	text: `
		with held as (
			select flow_id, name, key from start_key where saga_id = any($1::uuid[]) and not ever
		), refused as (
			select e.flow_id, e.event_id from held h
				join early_message e on e.flow_id = h.flow_id and e.name = h.name and e.key = h.key and e.fate is null
			order by e.flow_id, e.event_id
			for update of e
		)
		update early_message e set to_offer = to_timestamp($2::float8 / 1000)
		from refused r where e.flow_id = r.flow_id and e.event_id = r.event_id`,
};

export const endStarts: Statement<[ids: readonly string[]]> = {
	name: 'end-starts',
	text: 'delete from start_key where saga_id = any($1::uuid[]) and not ever',
};

/** Claimed for sagas that did not begin. */
export const releaseStarts: Statement<[ids: readonly string[]]> = {
	name: 'release-starts',
	text: 'delete from start_key where saga_id = any($1::uuid[])',
};
