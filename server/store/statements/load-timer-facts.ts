/**
 * What the engine must know to judge command time-outs: how far all replies have been read, and which messages of these
 * sagas may not have been sent yet. A message id begins with its saga's id and "/"; "0" is the character after "/".
 * Indexes: reply_read_pkey, outbox_pkey (a range per saga).
 */
import type { SagaId } from '@/saga/engine/input';
import type { Statement } from '../statement';

export const loadReadTo: Statement<[topic: string], { read_to: number | null }> = {
	name: 'load-read-to',
	text: `
		select floor(extract(epoch from nullif(min(read_to), 'epoch')) * 1000)::float8 as read_to
		from reply_read where topic = $1`,
};

export const loadUnpublished: Statement<[ids: readonly string[]], { saga_id: SagaId; message_id: string }> = {
	name: 'load-unpublished',
	text: `
		select u.id::uuid as saga_id, o.message_id
		from unnest($1::text[]) as u (id)
		join outbox o on o.message_id >= u.id || '/' and o.message_id < u.id || '0'`,
};
