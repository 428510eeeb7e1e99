/**
 * POST /sagas/:id/actions: the action is stored as a request; an orchestrator feeds it to the engine, which alone knows
 * whether it is legal at that moment. The outcome stands at GET /requests/:id.
 */
import { v7 as uuidv7, validate } from 'uuid';
import type { ActionAnswer, ActionRequest } from '@/contract/http/actions';
import { paths } from '@/contract/http/paths';
import type { Json } from '@/saga/expression/json';
import { type Actor, forbids } from './actor';
import { database } from './database';
import { keyReused, storeRequest } from './idempotent-request';
import { checkPart, operatorAction } from './operator-action';
import { done, type Outcome, refuse } from './outcome';
import { sagaMissing } from './saga-summary';

export async function actOnSaga(
	actor: Actor,
	sagaId: string,
	key: string,
	action: ActionRequest,
): Promise<Outcome<ActionAnswer>> {
	const forbidden = forbids(actor, 'act on sagas');
	if (forbidden) return forbidden;
	const body = bodyOf(action);
	if (!body.ok) return body;
	const known = validate(sagaId) && (await database().saga.count({ where: { id: sagaId } })) > 0;
	if (!known) return refuse('not-found', sagaMissing(sagaId));
	const stored = await storeRequest({ sagaId, key }, body.value, { id: uuidv7(), kind: 'action', actor: actor.id });
	if (!stored.same) return keyReused(key);
	return done({ requestId: stored.id, statusUrl: paths.request(stored.id) });
}

/** As server/runtime/request-body reads it: the engine's action, null for none, or the answer to an approval. */
function bodyOf(action: ActionRequest): Outcome<Json> {
	if (action.type === 'retry-parked') return done({ action: null, reason: action.reason });
	if (action.type === 'answer-approval')
		return checkPart('output', action.output) ?? done({ approval: { run: action.run, output: action.output as Json } });
	const { reason, ...asked } = action;
	const operator = operatorAction(asked);
	return operator.ok ? done({ action: operator.value as Json, reason }) : operator;
}
