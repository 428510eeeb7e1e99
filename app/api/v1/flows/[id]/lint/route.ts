import { answer } from '@/app/api/answer';
import { bodyOf, endpoint } from '@/app/api/endpoint';
import { DEFINITION_BODY_BYTES_MAX } from '@/contract/http/limits';
import { lintRequestSchema } from '@/contract/http/lint';
import { lintFlow } from '@/server/access/lint-flow';

export const POST = endpoint<{ id: string }>(async (call) => {
	const body = await bodyOf(call, lintRequestSchema, DEFINITION_BODY_BYTES_MAX);
	return answer(body.ok ? await lintFlow(call.actor, call.params.id, body.value) : body);
});
