/**
 * GET /sagas/:id. All rows come from one snapshot, so `seq`, state, variables and ledger belong together; the
 * definition of a version never changes and may come from elsewhere.
 * A saga that has ended has no state any more: it is folded from its history, as the engine does when it needs it.
 */
import { validate } from 'uuid';
import type { SagaAnswer } from '@/contract/http/saga';
import type { SagaSummary } from '@/contract/http/sagas';
import { fold } from '@/saga/engine/fold/apply';
import type { Saga } from '@/saga/engine/state';
import { undoPlan } from '@/saga/engine/undo/undo-plan';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { Actor } from './actor';
import { done, type Outcome, refuse } from './outcome';
import { allHistory } from './read-history';
import { readSagaRows, type SagaRows } from './saga-rows';
import { flowNames, sagaMissing, summariseSaga, summariseStart } from './saga-summary';
import { compiledVersion, versionDefinition, versionsRun } from './version-definition';

export async function readSaga(_actor: Actor, sagaId: string): Promise<Outcome<SagaAnswer>> {
	const missing = refuse('not-found', sagaMissing(sagaId));
	if (!validate(sagaId)) return missing;
	const rows = await readSagaRows(sagaId);
	const of = rows.saga ?? rows.start;
	if (of?.flowId == null || of.flowVersion === null) return missing;
	const [nameOf, definition] = await Promise.all([
		flowNames([of.flowId]),
		versionDefinition(of.flowId, of.flowVersion),
	]);
	if (!definition)
		throw new Error(`Saga ${sagaId} runs version ${of.flowVersion} of ${of.flowId}, which is not stored.`);
	if (rows.saga) return done(await begun(rows, summariseSaga(rows.saga, nameOf(of.flowId)), definition));
	if (rows.start) return done(notBegun(summariseStart(rows.start, nameOf(of.flowId)), definition, rows.start.body));
	return missing;
}

async function begun(rows: SagaRows, summary: SagaSummary, definition: FlowDefinition): Promise<SagaAnswer> {
	const flow = await compiledVersion(summary.flowId, summary.flowVersion);
	if (!flow) throw new Error(`Version ${summary.flowVersion} of ${summary.flowId} is gone.`);
	const history = rows.state ? [] : await allHistory(summary.id);
	const saga: Saga = rows.state
		? { state: rows.state.state, variables: rows.variables }
		: fold(flow, history, await versionsRun(summary.flowId, history));
	return {
		saga: summary,
		seq: rows.state?.version ?? history.at(-1)?.seq ?? 0,
		definition,
		variables: saga.variables,
		incidents: rows.incidents,
		open: openCommands(saga),
		parked: rows.parked,
		undoPlan: undoPlan(flow, saga, rows.ledger),
		cause: saga.state.cause,
		sealed: saga.state.sealed,
		wakeAt: rows.state?.wakeAt ?? null,
	};
}

function openCommands({ state }: Saga): SagaAnswer['open'] {
	const forward = state.runs.map(({ run, step, attempt, phase, dueAt, input }) => {
		return { run, undo: false, step, attempt, phase, dueAt, input };
	});
	const undos = state.undos.map(({ run, step, attempt, phase, dueAt }) => {
		return { run, undo: true, step, attempt, phase, dueAt, input: null };
	});
	return [...forward, ...undos].sort((left, right) => left.run - right.run);
}

function notBegun(saga: SagaSummary, definition: FlowDefinition, body: string): SagaAnswer {
	const { payload } = JSON.parse(body) as { payload: Record<string, unknown> };
	return {
		saga,
		seq: 0,
		definition,
		variables: { '': payload },
		incidents: [],
		open: [],
		parked: [],
		undoPlan: null,
		cause: null,
		sealed: false,
		wakeAt: null,
	};
}
