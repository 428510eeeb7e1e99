import { answer } from '@/app/api/answer';
import { bodyOf, endpoint } from '@/app/api/endpoint';
import { BODY_BYTES_MAX } from '@/contract/http/limits';
import { deployRequestSchema } from '@/contract/http/versions';
import { deployFlow } from '@/server/access/deploy-flow';
import { listVersions } from '@/server/access/read-versions';

export const GET = endpoint<{ id: string }>(async ({ actor, params }) => answer(await listVersions(actor, params.id)));

export const POST = endpoint<{ id: string }>(async (call) => {
	const body = await bodyOf(call, deployRequestSchema, BODY_BYTES_MAX);
	return answer(body.ok ? await deployFlow(call.actor, call.params.id, body.value) : body, ({ unchanged }) =>
		unchanged ? 200 : 201,
	);
});
