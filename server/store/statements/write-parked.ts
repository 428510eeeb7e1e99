/**
 * Inputs that wait for their saga, in order (the id counts up): parked ones under the saga's lock, queued ones from
 * another saga without it.
 */
import type { Statement, TextArray } from '../statement';

export const insertParked: Statement<
	[ids: TextArray, inputs: TextArray, reasons: TextArray, details: TextArray, at: number]
> = {
	name: 'insert-parked',
	text: `
		insert into saga_input (saga_id, input, reason, detail, at)
		select u.id, u.input, u.reason, u.detail, to_timestamp($5::float8 / 1000)
		from unnest($1::text[]::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality
			as u (id, input, reason, detail, place)
		order by u.place`,
};

export const deleteParked: Statement<[ids: readonly string[]]> = {
	name: 'delete-parked',
	text: 'delete from saga_input where id = any($1::bigint[])',
};
