import { answer } from '@/app/api/answer';
import { endpoint, queryOf } from '@/app/api/endpoint';
import { sagaListQuerySchema } from '@/contract/http/sagas';
import { listSagas } from '@/server/access/list-sagas';

export const GET = endpoint(async (call) => {
	const query = queryOf(call, sagaListQuerySchema);
	return answer(query.ok ? await listSagas(call.actor, query.value) : query);
});
