import { answer } from '@/app/api/answer';
import { endpoint, queryOf } from '@/app/api/endpoint';
import { historyQuerySchema } from '@/contract/http/saga';
import { readHistory } from '@/server/access/read-history';

export const GET = endpoint<{ id: string }>(async (call) => {
	const query = queryOf(call, historyQuerySchema);
	return answer(query.ok ? await readHistory(call.actor, call.params.id, query.value.after) : query);
});
