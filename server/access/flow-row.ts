/** A flow as stored, beside the version that new sagas run; and what the API says of it. */
import type { FlowSummary } from '@/contract/http/flows';
import { database } from './database';
import type { DraftFacts } from './draft-facts';

export interface FlowRow {
	readonly id: string;
	readonly name: string;
	readonly revision: number;
	readonly current_version: number | null;
	readonly updated_at: Date;
	readonly updated_by: string;
	/** Of the current version. */
	readonly hash: string | null;
	readonly deployed_at: Date | null;
}

export type FlowRowWithDraft = FlowRow & { readonly draft: string };

export async function findFlow(flowId: string): Promise<FlowRowWithDraft | null> {
	const rows = await database().$queryRaw<FlowRowWithDraft[]>`
		select f.id, f.name, f.revision, f.current_version, f.updated_at, f.updated_by, f.draft, v.hash, v.deployed_at
		from flow f left join flow_version v on v.flow_id = f.id and v.version = f.current_version
		where f.id = ${flowId}`;
	return rows[0] ?? null;
}

export function summariseFlow(row: FlowRow, facts: DraftFacts): FlowSummary {
	const errors = facts.problems.filter(({ severity }) => severity === 'error').length;
	return {
		id: row.id,
		name: row.name,
		revision: row.revision,
		state: row.hash === null ? 'draft' : row.hash === facts.hash ? 'deployed' : 'changed',
		currentVersion: row.current_version,
		deployedAt: row.deployed_at?.getTime() ?? null,
		errors,
		warnings: facts.problems.length - errors,
		updatedAt: row.updated_at.getTime(),
		updatedBy: row.updated_by,
	};
}

export const flowMissing = (flowId: string) =>
	`There is no flow "${flowId}". Look it up in the list of flows, or create it.`;
