import { answer } from '@/app/api/answer';
import { bodyOf, endpoint } from '@/app/api/endpoint';
import { saveDraftRequestSchema } from '@/contract/http/flows';
import { DEFINITION_BODY_BYTES_MAX } from '@/contract/http/limits';
import { saveDraft } from '@/server/access/save-draft';

export const PUT = endpoint<{ id: string }>(async (call) => {
	const body = await bodyOf(call, saveDraftRequestSchema, DEFINITION_BODY_BYTES_MAX);
	return answer(body.ok ? await saveDraft(call.actor, call.params.id, body.value) : body);
});
