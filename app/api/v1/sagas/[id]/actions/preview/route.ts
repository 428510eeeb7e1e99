import { answer } from '@/app/api/answer';
import { bodyOf, endpoint } from '@/app/api/endpoint';
import { operatorActionSchema } from '@/contract/http/actions';
import { BODY_BYTES_MAX } from '@/contract/http/limits';
import { previewAction } from '@/server/access/preview-action';

export const POST = endpoint<{ id: string }>(async (call) => {
	const body = await bodyOf(call, operatorActionSchema, BODY_BYTES_MAX);
	return answer(body.ok ? await previewAction(call.actor, call.params.id, body.value) : body);
});
