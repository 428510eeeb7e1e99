/**
 * GET /sagas: keyset paging by id, newest first. Reads no more rows than it shows, under each filter by an index of its
 * own; text is a prefix for the same reason.
 */
import { validate } from 'uuid';
import type { SagaListAnswer, SagaListQuery } from '@/contract/http/sagas';
import type { Prisma } from '@/prisma/client/client';
import type { Actor } from './actor';
import { database } from './database';
import { done, type Outcome, refuse } from './outcome';
import { decodeSagaCursor, encodeSagaCursor } from './saga-cursor';
import { flowNames, summariseSaga } from './saga-summary';

export async function listSagas(_actor: Actor, query: SagaListQuery): Promise<Outcome<SagaListAnswer>> {
	const before = query.cursor === undefined ? undefined : decodeSagaCursor(query.cursor);
	if (before === null)
		return refuse('bad-request', 'The cursor is none that this API gave out. Begin again without it.', {
			errors: [{ path: 'cursor', message: 'must be `next` of an earlier page' }],
		});
	const rows = await database().saga.findMany({
		where: { AND: [filterOf(query), before === undefined ? {} : { id: { lt: before } }] },
		orderBy: { id: 'desc' },
		take: query.limit + 1,
	});
	const page = rows.slice(0, query.limit);
	const nameOf = await flowNames(page.map(({ flowId }) => flowId));
	const last = page.at(-1);
	return done({
		sagas: page.map((row) => summariseSaga(row, nameOf(row.flowId))),
		next: rows.length > query.limit && last ? encodeSagaCursor(last.id) : null,
	});
}

function filterOf({ status, flow, incidents, text }: SagaListQuery): Prisma.SagaWhereInput {
	return {
		...(status === undefined ? {} : { status: { in: status } }),
		...(flow === undefined ? {} : { flowId: flow }),
		...(incidents === undefined ? {} : { openIncidents: { gt: 0 } }),
		...(text === undefined || text === '' ? {} : textFilter(text)),
	};
}

function textFilter(text: string): Prisma.SagaWhereInput {
	if (validate(text)) return { OR: [{ id: text.toLowerCase() }, { businessKey: text }] };
	// Prisma passes LIKE's own signs through.
	return { businessKey: { startsWith: text.replace(/[\\%_]/g, '\\$&') } };
}
