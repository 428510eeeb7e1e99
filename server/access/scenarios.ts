/**
 * GET, PUT and DELETE /flows/:id/scenarios: the traces that a flow must do as they say.
 * Invariant: who says which scenario they have read replaces only that one: it is compared in the very statement that
 * writes. A repeat of the save that stands already (its answer was lost) is no conflict.
 */
import type {
	DeleteScenarioAnswer,
	SaveScenarioRequest,
	ScenarioAnswer,
	ScenarioListAnswer,
} from '@/contract/http/scenarios';
import type { FlowDefinition } from '@/saga/flow/definition';
import { type Actor, forbids } from './actor';
import { calledDefinitions } from './called-definitions';
import { database, isTaken } from './database';
import { draftFacts } from './draft-facts';
import { findFlow, flowMissing } from './flow-row';
import { done, type Outcome, refuse } from './outcome';

/** Each deployment plays them all. */
const scenariosMax = 200;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface ScenarioRow {
	readonly id: string;
	readonly name: string;
	readonly trace: string;
	readonly updated_at: Date;
	readonly updated_by: string;
}

const summarise = ({ id, name, trace, updated_at, updated_by }: ScenarioRow): ScenarioAnswer => ({
	id,
	name,
	trace,
	updatedAt: updated_at.getTime(),
	updatedBy: updated_by,
});

export function scenarioRows(flowId: string): Promise<readonly ScenarioRow[]> {
	return database().$queryRaw<ScenarioRow[]>`
		select id::text, name, trace, updated_at, updated_by from scenario
		where flow_id = ${flowId} order by name, id`;
}

export async function listScenarios(_actor: Actor, flowId: string): Promise<Outcome<ScenarioListAnswer>> {
	const flow = await findFlow(flowId);
	if (!flow) return refuse('not-found', flowMissing(flowId));
	const rows = await scenarioRows(flowId);
	const called: readonly FlowDefinition[] = await calledDefinitions(draftFacts(flow).definition);
	return done({ scenarios: rows.map(summarise), called });
}

export async function saveScenario(
	actor: Actor,
	flowId: string,
	scenarioId: string,
	{ name, trace, updatedAt }: SaveScenarioRequest,
): Promise<Outcome<ScenarioAnswer>> {
	const forbidden = forbids(actor, 'change scenarios');
	if (forbidden) return forbidden;
	if (!uuid.test(scenarioId)) return refuse('invalid', `"${scenarioId}" is no id of a scenario. Give a new UUID.`);
	if (!(await findFlow(flowId))) return refuse('not-found', flowMissing(flowId));
	const others = (await scenarioRows(flowId)).filter(({ id }) => id !== scenarioId.toLowerCase());
	if (others.some((other) => other.name === name)) return nameTaken(name);
	if (others.length >= scenariosMax)
		return refuse('invalid', `A flow has at most ${scenariosMax} scenarios. Delete one that says the same as another.`);
	const scenario = { id: scenarioId.toLowerCase(), flowId, name, trace, by: actor.id };
	const saving = typeof updatedAt === 'number' ? replaced(scenario, updatedAt) : written(scenario, updatedAt);
	// Somebody may have saved one of this name since we looked.
	const rows = await saving.catch((error: unknown) => {
		if (isTaken(error)) return null;
		throw error;
	});
	if (rows === null) return nameTaken(name);
	const [saved] = rows;
	if (saved) return done(summarise(saved));
	const current = (await scenarioRows(flowId)).find(({ id }) => id === scenario.id);
	if (current?.name === name && current.trace === trace) return done(summarise(current));
	return current === undefined && typeof updatedAt !== 'number'
		? refuse('not-found', `The flow "${flowId}" has no scenario of this id. Give a new UUID.`)
		: conflict(name, current);
}

interface ScenarioToSave {
	readonly id: string;
	readonly flowId: string;
	readonly name: string;
	readonly trace: string;
	readonly by: string;
}

/** Two saves never have one instant: it tells them apart. */
function replaced({ id, flowId, name, trace, by }: ScenarioToSave, updatedAt: number) {
	return database().$queryRaw<ScenarioRow[]>`
		update scenario set name = ${name}, trace = ${trace}, updated_by = ${by},
			updated_at = greatest(now(), updated_at + interval '1 millisecond')
		where id = ${id}::uuid and flow_id = ${flowId}
			and (extract(epoch from updated_at) * 1000)::bigint = ${updatedAt}::bigint
		returning id::text, name, trace, updated_at, updated_by`;
}

/** `expected` null: only where there is none. */
function written({ id, flowId, name, trace, by }: ScenarioToSave, expected: null | undefined) {
	return database().$queryRaw<ScenarioRow[]>`
		insert into scenario (id, flow_id, name, trace, updated_by)
		values (${id}::uuid, ${flowId}, ${name}, ${trace}, ${by})
		on conflict (id) do update set name = excluded.name, trace = excluded.trace, updated_by = excluded.updated_by,
			updated_at = greatest(now(), scenario.updated_at + interval '1 millisecond')
			where scenario.flow_id = excluded.flow_id and ${expected === undefined}
		returning id::text, name, trace, updated_at, updated_by`;
}

function conflict(name: string, current: ScenarioRow | undefined) {
	if (current === undefined)
		return refuse(
			'scenario-conflict',
			`The scenario "${name}" has been deleted since you read it. Save it again as a new one (updatedAt null), or leave it.`,
		);
	return refuse(
		'scenario-conflict',
		`The scenario "${current.name}" was changed by ${current.updated_by} since you read it. Compare both, then save yours again over theirs (updatedAt ${current.updated_at.getTime()}), or take theirs.`,
		{ currentScenario: summarise(current) },
	);
}

function nameTaken(name: string) {
	return refuse('invalid', `The flow has a scenario "${name}" already. Choose another name.`, {
		errors: [{ path: 'name', message: 'is taken' }],
	});
}

export async function deleteScenario(
	actor: Actor,
	flowId: string,
	scenarioId: string,
): Promise<Outcome<DeleteScenarioAnswer>> {
	const forbidden = forbids(actor, 'delete scenarios');
	if (forbidden) return forbidden;
	if (!(await findFlow(flowId))) return refuse('not-found', flowMissing(flowId));
	const deleted = uuid.test(scenarioId)
		? await database().$executeRaw`
			delete from scenario where id = ${scenarioId}::uuid and flow_id = ${flowId}`
		: 0;
	return done({ deleted: deleted > 0 });
}
