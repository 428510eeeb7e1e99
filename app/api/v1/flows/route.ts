import { answer } from '@/app/api/answer';
import { bodyOf, endpoint } from '@/app/api/endpoint';
import { createFlowRequestSchema } from '@/contract/http/flows';
import { DEFINITION_BODY_BYTES_MAX } from '@/contract/http/limits';
import { createFlow } from '@/server/access/create-flow';
import { listFlows } from '@/server/access/list-flows';

export const GET = endpoint(async ({ actor }) => answer(await listFlows(actor)));

export const POST = endpoint(async (call) => {
	const body = await bodyOf(call, createFlowRequestSchema, DEFINITION_BODY_BYTES_MAX);
	return answer(body.ok ? await createFlow(call.actor, body.value) : body, 201);
});
