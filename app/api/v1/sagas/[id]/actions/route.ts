import { answer } from '@/app/api/answer';
import { bodyOf, endpoint, idempotencyKeyOf } from '@/app/api/endpoint';
import { actionRequestSchema } from '@/contract/http/actions';
import { BODY_BYTES_MAX } from '@/contract/http/limits';
import { actOnSaga } from '@/server/access/act-on-saga';

export const POST = endpoint<{ id: string }>(async (call) => {
	const key = idempotencyKeyOf(call);
	if (!key.ok) return answer(key);
	const body = await bodyOf(call, actionRequestSchema, BODY_BYTES_MAX);
	return answer(body.ok ? await actOnSaga(call.actor, call.params.id, key.value, body.value) : body, 202);
});
