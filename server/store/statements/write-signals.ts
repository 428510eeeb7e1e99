/**
 * Which sagas listen for which signal, under their locks, and a signal to all of them: as inputs that each takes in a
 * batch of its own, because no batch locks a saga later than at its start. Index: signal_wait_pkey.
 */
import type { Statement, TextArray } from '../statement';

export const insertSignalWaits: Statement<[signals: TextArray, ids: TextArray]> = {
	name: 'insert-signal-waits',
	text: `
		insert into signal_wait (signal, saga_id)
		select u.signal, u.id from unnest($1::text[], $2::text[]::uuid[]) as u (signal, id)
		on conflict (signal, saga_id) do nothing`,
};

export const deleteSignalWaits: Statement<[signals: TextArray, ids: TextArray]> = {
	name: 'delete-signal-waits',
	text: `
		delete from signal_wait w using unnest($1::text[], $2::text[]::uuid[]) as u (signal, id)
		where w.signal = u.signal and w.saga_id = u.id`,
};

export const broadcast: Statement<[signals: TextArray, inputs: TextArray, at: number]> = {
	name: 'broadcast',
	text: `
		insert into saga_input (saga_id, input, reason, detail, at)
		select w.saga_id, u.input, 'queued', '', to_timestamp($3::float8 / 1000)
		from unnest($1::text[], $2::text[]) with ordinality as u (signal, input, place)
			join signal_wait w on w.signal = u.signal
		order by u.place, w.saga_id`,
};
