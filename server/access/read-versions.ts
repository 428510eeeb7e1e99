/** GET /flows/:id/versions and /flows/:id/versions/:v. Versions are immutable; only which one is current changes. */
import type { VersionAnswer, VersionListAnswer } from '@/contract/http/versions';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { Actor } from './actor';
import { database } from './database';
import { findFlow, flowMissing } from './flow-row';
import { done, type Outcome, refuse } from './outcome';
import { summariseVersion, type VersionRow } from './version-row';

/** Newest first; older ones than these are reached by number. */
const versionsMax = 500;

export async function listVersions(_actor: Actor, flowId: string): Promise<Outcome<VersionListAnswer>> {
	const rows = await database().$queryRaw<VersionRow[]>`
		select v.flow_id, v.version, v.hash, v.message, v.deployed_at, v.deployed_by,
			v.version is not distinct from f.current_version as current
		from flow_version v join flow f on f.id = v.flow_id
		where v.flow_id = ${flowId} order by v.version desc limit ${versionsMax}`;
	if (rows.length === 0 && !(await findFlow(flowId))) return refuse('not-found', flowMissing(flowId));
	return done({ versions: rows.map(summariseVersion) });
}

export async function readVersion(_actor: Actor, flowId: string, version: number): Promise<Outcome<VersionAnswer>> {
	const rows = await database().$queryRaw<(VersionRow & { definition: string })[]>`
		select v.flow_id, v.version, v.hash, v.message, v.deployed_at, v.deployed_by, v.definition,
			v.version is not distinct from f.current_version as current
		from flow_version v join flow f on f.id = v.flow_id
		where v.flow_id = ${flowId} and v.version = ${version}`;
	const row = rows[0];
	if (row) return done({ ...summariseVersion(row), definition: JSON.parse(row.definition) as FlowDefinition });
	return (await findFlow(flowId))
		? refuse('not-found', `The flow "${flowId}" has no version ${version}. Its versions stand in its list of versions.`)
		: refuse('not-found', flowMissing(flowId));
}
