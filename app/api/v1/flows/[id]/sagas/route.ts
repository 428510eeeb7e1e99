import { answer } from '@/app/api/answer';
import { bodyOf, endpoint, idempotencyKeyOf } from '@/app/api/endpoint';
import { BODY_BYTES_MAX } from '@/contract/http/limits';
import { startSagaRequestSchema } from '@/contract/http/starts';
import { startSaga } from '@/server/access/start-saga';

export const POST = endpoint<{ id: string }>(async (call) => {
	const key = idempotencyKeyOf(call);
	if (!key.ok) return answer(key);
	const body = await bodyOf(call, startSagaRequestSchema, BODY_BYTES_MAX);
	return answer(body.ok ? await startSaga(call.actor, call.params.id, key.value, body.value) : body, 202);
});
