/** Variables by scope, written only when changed, under the saga's lock. Index: saga_data_pkey. */
import type { Statement, TextArray } from '../statement';

export const upsertData: Statement<[ids: TextArray, scopes: TextArray, data: TextArray]> = {
	name: 'upsert-data',
	text: `
		insert into saga_data (saga_id, scope, data)
		select u.id, u.scope, u.data from unnest($1::text[]::uuid[], $2::text[], $3::text[]) as u (id, scope, data)
		on conflict (saga_id, scope) do update set data = excluded.data`,
};

export const deleteData: Statement<[ids: readonly string[]]> = {
	name: 'delete-data',
	text: 'delete from saga_data where saga_id = any($1::uuid[])',
};
