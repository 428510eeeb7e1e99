/**
 * POST /sagas/:id/actions: the action is stored as a request; an orchestrator feeds it to the engine, which alone knows
 * whether it is legal at that moment. The outcome stands at GET /requests/:id.
 */
import { v7 as uuidv7, validate } from 'uuid';
import type { ActionAnswer, ActionRequest } from '@/contract/http/actions';
import { paths } from '@/contract/http/paths';
import { checkJson, type Json, type JsonObject } from '@/saga/expression/json';
import { type Actor, forbids } from './actor';
import { database } from './database';
import { joinPath } from './field-errors';
import { keyReused, storeRequest } from './idempotent-request';
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
	const json = checkJson(changedInputOf(action));
	if (json)
		return refuse('invalid', 'The changed input cannot be sent. Mend what the errors name and try again.', {
			errors: [{ path: joinPath('changedInput', json.path), message: json.reason }],
		});
	const known = validate(sagaId) && (await database().saga.count({ where: { id: sagaId } })) > 0;
	if (!known) return refuse('not-found', sagaMissing(sagaId));
	const stored = await storeRequest({ sagaId, key }, bodyOf(action), { id: uuidv7(), kind: 'action', actor: actor.id });
	if (!stored.same) return keyReused(key);
	return done({ requestId: stored.id, statusUrl: paths.request(stored.id) });
}

function changedInputOf(action: ActionRequest): JsonObject | null {
	// The schema lets objects through, the check above only JSON.
	return action.type === 'retry' ? ((action.changedInput as JsonObject | undefined) ?? null) : null;
}

function bodyOf(action: ActionRequest): Json {
	return action.type === 'retry' ? { ...action, changedInput: changedInputOf(action) } : action;
}
