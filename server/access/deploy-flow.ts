/**
 * POST /flows/:id/versions: the draft becomes an immutable version, which new sagas run from then on.
 * Invariant: what is deployed is exactly the revision that was meant and has no lint errors; the version, the flow's
 * pointer and the audit entry are one statement. Sagas that run already stay with their version.
 */
import type { DeployAnswer, DeployRequest } from '@/contract/http/versions';
import { type Actor, forbids } from './actor';
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
		const errors = facts.problems.filter(({ severity }) => severity === 'error').length;
		if (errors > 0)
			return refuse(
				'lint-errors',
				`The flow has ${errors === 1 ? 'an error' : `${errors} errors`} and was not deployed. Mend what the problems name, save, and deploy again.`,
				{ problems: facts.problems },
			);
		if (flow.hash === facts.hash) {
			const current = await currentVersion(flow);
			if (current) return done({ ...summariseVersion(current), unchanged: true });
		}
		const deployed = await insertVersion(actor, flow, facts, request.message);
		if (!deployed) continue;
		wakeOthers();
		return done({ ...summariseVersion(deployed), unchanged: false });
	}
	const flow = await findFlow(flowId);
	return flow ? draftConflict(flow, { revision: request.revision }) : refuse('not-found', flowMissing(flowId));
}

async function currentVersion(flow: FlowRowWithDraft): Promise<VersionRow | undefined> {
	const rows = await database().$queryRaw<VersionRow[]>`
		select v.flow_id, v.version, v.hash, v.message, v.deployed_at, v.deployed_by, true as current
		from flow_version v where v.flow_id = ${flow.id} and v.version = ${flow.current_version}`;
	return rows[0];
}

/** Undefined: the flow has moved since it was read, nothing was written. The update locks the row, so two cannot pass. */
async function insertVersion(
	actor: Actor,
	flow: FlowRowWithDraft,
	facts: DraftFacts,
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
			insert into flow_version (flow_id, version, definition, hash, message, deployed_by)
			select id, current_version, ${facts.draft}, ${facts.hash}, ${message}, ${actor.id} from moved
			returning flow_id, version, hash, message, deployed_at, deployed_by
		), audited as (
			insert into audit_entry (at, actor, action, flow_id, reason, detail)
			select now(), ${actor.id}, 'flow-deployed', flow_id, ${message}, '{"version":' || version || '}' from made
		)
		select *, true as current from made`;
	return rows[0];
}
