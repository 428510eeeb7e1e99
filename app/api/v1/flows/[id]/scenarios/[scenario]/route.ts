import { answer } from '@/app/api/answer';
import { bodyOf, endpoint } from '@/app/api/endpoint';
import { BODY_BYTES_MAX } from '@/contract/http/limits';
import { saveScenarioRequestSchema } from '@/contract/http/scenarios';
import { deleteScenario, saveScenario } from '@/server/access/scenarios';

type Params = { id: string; scenario: string };

export const PUT = endpoint<Params>(async (call) => {
	const body = await bodyOf(call, saveScenarioRequestSchema, BODY_BYTES_MAX);
	return answer(body.ok ? await saveScenario(call.actor, call.params.id, call.params.scenario, body.value) : body);
});

export const DELETE = endpoint<Params>(async ({ actor, params }) =>
	answer(await deleteScenario(actor, params.id, params.scenario)),
);
