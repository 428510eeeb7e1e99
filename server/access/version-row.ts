/** A deployed version as stored, without its definition; and what the API says of it. */
import type { VersionSummary } from '@/contract/http/versions';

export interface VersionRow {
	readonly flow_id: string;
	readonly version: number;
	readonly hash: string;
	readonly message: string;
	readonly deployed_at: Date;
	readonly deployed_by: string;
	readonly current: boolean;
}

export function summariseVersion(row: VersionRow): VersionSummary {
	return {
		flowId: row.flow_id,
		version: row.version,
		hash: row.hash,
		message: row.message,
		deployedAt: row.deployed_at.getTime(),
		deployedBy: row.deployed_by,
		current: row.current,
	};
}
