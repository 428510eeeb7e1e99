import { answer } from '@/app/api/answer';
import { bodyOf, endpoint } from '@/app/api/endpoint';
import { killRequestSchema } from '@/contract/http/actions';
import { BODY_BYTES_MAX } from '@/contract/http/limits';
import { killDemoOrchestrator } from '@/server/access/kill-demo-orchestrator';

export const POST = endpoint(async (call) => {
	const body = await bodyOf(call, killRequestSchema, BODY_BYTES_MAX);
	return answer(body.ok ? await killDemoOrchestrator(call.actor) : body, 202);
});
