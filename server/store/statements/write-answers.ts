/** What became of requests, under the lock that lock-requests took, and who did what. Index: request_pkey. */
import type { Statement, TextArray } from '../statement';

export const answerRequests: Statement<[ids: TextArray, refusals: TextArray]> = {
	name: 'answer-requests',
	text: `
		update request r
		set status = case when u.refusal is null then 'done' else 'refused' end, refusal = u.refusal,
			answered_at = clock_timestamp()
		from unnest($1::text[]::uuid[], $2::text[]) as u (id, refusal)
		where r.id = u.id and r.status = 'open'`,
};

export const insertAudit: Statement<
	[
		actors: TextArray,
		actions: TextArray,
		sagaIds: TextArray,
		flowIds: TextArray,
		reasons: TextArray,
		details: TextArray,
		at: number,
	]
> = {
	name: 'insert-audit',
	text: `
		insert into audit_entry (at, actor, action, saga_id, flow_id, reason, detail)
		select to_timestamp($7::float8 / 1000), u.actor, u.action, u.saga_id, u.flow_id, u.reason, u.detail
		from unnest($1::text[], $2::text[], $3::text[]::uuid[], $4::text[], $5::text[], $6::text[])
			as u (actor, action, saga_id, flow_id, reason, detail)`,
};
