/**
 * POST /sagas/:id/actions/preview: the engine run dry on state, ledger and history from one snapshot, so that what is
 * said belongs together. Reading is enough for it, so whoever may look may ask.
 */
import { validate } from 'uuid';
import type { OperatorActionRequest } from '@/contract/http/actions';
import type { PreviewAnswer } from '@/contract/http/preview';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import { fold } from '@/saga/engine/fold/apply';
import type { OperatorAction } from '@/saga/engine/input';
import { preview } from '@/saga/engine/preview';
import type { Actor } from './actor';
import { operatorAction } from './operator-action';
import { done, type Outcome, refuse } from './outcome';
import { readSagaRows } from './saga-rows';
import { sagaMissing } from './saga-summary';
import { compiledVersion, versionsRun } from './version-definition';

export async function previewAction(
	_actor: Actor,
	sagaId: string,
	request: OperatorActionRequest,
): Promise<Outcome<PreviewAnswer>> {
	const action = operatorAction(request);
	if (!action.ok) return action;
	if (!validate(sagaId)) return refuse('not-found', sagaMissing(sagaId));
	const rows = await readSagaRows(sagaId, { withHistory: true });
	if (!rows.saga) return refuse('not-found', sagaMissing(sagaId));
	const { flowId, flowVersion } = rows.saga;
	const flow = await compiledVersion(flowId, flowVersion);
	if (!flow) throw new Error(`Version ${flowVersion} of ${flowId} is gone.`);
	const { history, ledger } = rows;
	const saga = rows.state
		? { state: rows.state.state, variables: rows.variables }
		: fold(flow, history, await versionsRun(flowId, history));
	const target = await targetOf(flowId, action.value);
	return done({
		seq: history.at(-1)?.seq ?? 0,
		waitingInputs: rows.parked.filter(({ reason }) => reason === 'store-fault' || reason === 'engine-fault').length,
		preview: preview(flow, saga, action.value, { at: Date.now(), ledger, history, target }),
	});
}

/** Null: there is no such version. */
async function targetOf(flowId: string, action: OperatorAction): Promise<CompiledFlow | null> {
	return action.type === 'migrate' ? compiledVersion(flowId, action.version) : null;
}
