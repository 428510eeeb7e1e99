/** GET /requests/:id: what became of a start or an action. */
import { validate } from 'uuid';
import type { RequestAnswer } from '@/contract/http/actions';
import type { Actor } from './actor';
import { database } from './database';
import { done, type Outcome, refuse } from './outcome';
import { parseRefusal } from './saga-summary';

export async function readRequest(_actor: Actor, requestId: string): Promise<Outcome<RequestAnswer>> {
	const row = validate(requestId) ? await database().request.findUnique({ where: { id: requestId } }) : null;
	if (!row) return refuse('not-found', `There is no request "${requestId}". Its address may be mistyped.`);
	return done({
		id: row.id,
		// The web, the only one who inserts requests, and the table's checks know no other.
		kind: row.kind as RequestAnswer['kind'],
		status: row.status as RequestAnswer['status'],
		refusal: row.status === 'refused' ? parseRefusal(row.refusal) : null,
		sagaId: row.kind === 'start' ? row.id : row.sagaId,
		actor: row.actor,
		createdAt: row.createdAt.getTime(),
		answeredAt: row.answeredAt?.getTime() ?? null,
	});
}
