/**
 * POST /flows/:id/sagas: a start is stored as a request, whose id is the saga's; an orchestrator begins it.
 * Invariant: one idempotency key of a flow makes one saga, whoever asks how often; a payload that the flow refuses is
 * refused here, before anything is stored. Order matters: a known key is answered as before, whatever has been deployed
 * since.
 */
import { v7 as uuidv7 } from 'uuid';
import { paths } from '@/contract/http/paths';
import type { FieldError } from '@/contract/http/problem';
import type { StartSagaAnswer, StartSagaRequest } from '@/contract/http/starts';
import type { SagaId } from '@/saga/engine/input';
import { transition } from '@/saga/engine/transition';
import { checkJson, type JsonObject } from '@/saga/expression/json';
import { type Actor, forbids } from './actor';
import { database } from './database';
import { joinPath } from './field-errors';
import { flowMissing } from './flow-row';
import { keyReused, requestedBefore, storeRequest } from './idempotent-request';
import { done, type Outcome, refuse } from './outcome';
import { compiledVersion } from './version-definition';

export async function startSaga(
	actor: Actor,
	flowId: string,
	key: string,
	request: StartSagaRequest,
): Promise<Outcome<StartSagaAnswer>> {
	const forbidden = forbids(actor, 'start sagas');
	if (forbidden) return forbidden;
	const json = checkJson(request.payload);
	if (json) return misfit([{ path: joinPath('payload', json.path), message: json.reason }]);
	const payload = request.payload as JsonObject;
	const body = { payload, businessKey: request.businessKey ?? null };

	const before = await requestedBefore({ flowId, key }, body);
	if (before) return before.same ? done(accepted(before.id)) : keyReused(key);

	const flow = await database().flow.findUnique({
		where: { id: flowId },
		select: { name: true, currentVersion: true },
	});
	if (!flow) return refuse('not-found', flowMissing(flowId));
	const version = flow.currentVersion;
	const compiled = version === null ? null : await compiledVersion(flowId, version);
	if (version === null || !compiled)
		return refuse('not-deployed', `The flow "${flow.name}" has never been deployed. Deploy it, then start it again.`);

	const sagaId = uuidv7() as SagaId;
	// The engine run dry: it refuses here what it would refuse when the saga begins.
	const start = transition(compiled, null, { type: 'sagaStarted', sagaId, at: Date.now(), ...body }, null);
	if (start.kind === 'refused')
		return misfit([{ path: joinPath('payload', start.path ?? ''), message: start.message }]);

	const stored = await storeRequest({ flowId, key }, body, {
		id: sagaId,
		kind: 'start',
		flowVersion: version,
		actor: actor.id,
	});
	return stored.same ? done(accepted(stored.id)) : keyReused(key);
}

function misfit(errors: readonly FieldError[]): Outcome<never> {
	return refuse(
		'invalid',
		'The payload does not fit this flow, so nothing was started. Mend what the errors name and start again.',
		{
			errors,
		},
	);
}

function accepted(sagaId: string): StartSagaAnswer {
	return { sagaId, statusUrl: paths.saga(sagaId) };
}
