/**
 * POST /flows/:id/versions: the draft becomes an immutable version, which new sagas run from then on.
 * Invariant: what is deployed is exactly the revision that was meant, has no lint errors and passes its scenarios; the
 * version, their copies, the flow's pointer and the audit entry are one statement. Sagas that run already stay with their
 * version, and calls with the versions that were current when their flow was deployed.
 */
import type { DeployAnswer, DeployRequest } from '@/contract/http/versions';
import { lint } from '@/saga/lint/lint';
import { type Actor, forbids } from './actor';
import { boundCallsText, calledFlows } from './bound-calls';
import { checkScenarios } from './check-scenarios';
import { database } from './database';
import { draftConflict } from './draft-conflict';
import { type DraftFacts, draftFacts } from './draft-facts';
import { type FlowRowWithDraft, findFlow, flowMissing } from './flow-row';
import { done, type Outcome, refuse } from './outcome';
import { summariseVersion, type VersionRow } from './version-row';
import { wakeOthers } from './wake-up';

/** Each turn is lost only to another writer of this flow that got through. */
const turnsMax = 5;

export async function deployFlow(actor: Actor, flowId: string, request: DeployRequest): Promise<Outcome<DeployAnswer>> {
	const forbidden = forbids(actor, 'deploy flows');
	if (forbidden) return forbidden;
	for (let turn = 0; turn < turnsMax; turn++) {
		const flow = await findFlow(flowId);
		if (!flow) return refuse('not-found', flowMissing(flowId));
		if (flow.revision !== request.revision) return draftConflict(flow, { revision: request.revision });
		const facts = draftFacts(flow);
		const called = await calledFlows(facts.definition);
		const problems = hasCalls(facts) ? lint(facts.definition, called) : facts.problems;
		const errors = problems.filter(({ severity }) => severity === 'error').length;
		if (errors > 0)
			return refuse(
				'lint-errors',
				`The flow has ${errors === 1 ? 'an error' : `${errors} errors`} and was not deployed. Mend what the problems name, save, and deploy again.`,
				{ problems },
			);
		const calls = boundCallsText(called);
		if (flow.hash === facts.hash) {
			const current = await currentVersion(flow);
			// The same drawing runs otherwise once a flow that it calls has been deployed anew.
			if (current?.calls === calls) return done({ ...summariseVersion(current), unchanged: true });
		}
		const scenarios = await checkScenarios(facts.definition);
		if (!scenarios.ok) return scenarios;
		const deployed = await insertVersion(actor, flow, { ...facts, calls, scenarios: scenarios.value }, request.message);
		if (!deployed) continue;
		wakeOthers();
		return done({ ...summariseVersion(deployed), unchanged: false });
	}
	const flow = await findFlow(flowId);
	return flow ? draftConflict(flow, { revision: request.revision }) : refuse('not-found', flowMissing(flowId));
}

function hasCalls({ definition }: DraftFacts): boolean {
	return definition.nodes.some(({ kind }) => kind === 'call');
}

type BoundVersionRow = VersionRow & { readonly calls: string };

async function currentVersion(flow: FlowRowWithDraft): Promise<BoundVersionRow | undefined> {
	const rows = await database().$queryRaw<BoundVersionRow[]>`
		select v.flow_id, v.version, v.hash, v.message, v.deployed_at, v.deployed_by, v.calls, true as current
		from flow_version v where v.flow_id = ${flow.id} and v.version = ${flow.current_version}`;
	return rows[0];
}

/** Undefined: the flow has moved since it was read, nothing was written. The update locks the row, so two cannot pass. */
async function insertVersion(
	actor: Actor,
	flow: FlowRowWithDraft,
	facts: DraftFacts & { readonly calls: string; readonly scenarios: string },
	message: string,
): Promise<VersionRow | undefined> {
	const rows = await database().$queryRaw<VersionRow[]>`
		with next as (
			select coalesce(max(version), 0) + 1 as version from flow_version where flow_id = ${flow.id}
		), moved as (
			update flow set current_version = next.version from next
			where id = ${flow.id} and revision = ${flow.revision}
				and current_version is not distinct from ${flow.current_version}::integer
			returning id, current_version
		), made as (
			insert into flow_version (flow_id, version, definition, hash, message, deployed_by, calls)
			select id, current_version, ${facts.draft}, ${facts.hash}, ${message}, ${actor.id}, ${facts.calls} from moved
			returning flow_id, version, hash, message, deployed_at, deployed_by
		), copied as (
			insert into flow_version_scenario (flow_id, flow_version, name, trace)
			select made.flow_id, made.version, scenario.name, scenario.trace
			from made, jsonb_to_recordset(${facts.scenarios}::jsonb) as scenario (name text, trace text)
		), audited as (
			insert into audit_entry (at, actor, action, flow_id, reason, detail)
			select now(), ${actor.id}, 'flow-deployed', flow_id, ${message}, '{"version":' || version || '}' from made
		)
		select *, true as current from made`;
	return rows[0];
}
