/**
 * The topic `flows`: drafts saved and versions deployed. Flows are few and carry their own time of change; since that is
 * a transaction's beginning and not its end, each look overlaps the one before, and what was sent is not sent again.
 */
import { database } from '../database';
import type { StreamPosition } from './stream-position';
import type { PlacedEvent, TopicFeed } from './topic-feed';

/** No statement of the web lasts longer, so none can commit a change older than this. */
const overlapMs = 15_000;
const flowsMax = 500;

interface ChangedFlow {
	readonly flowId: string;
	readonly name: string;
	readonly revision: number;
	readonly currentVersion: number | null;
	readonly updatedBy: string;
	readonly changedAt: Date;
}

export class FlowTopic implements TopicFeed {
	/** By flow: revision and version as sent last. */
	private readonly sent = new Map<string, string>();

	constructor(private changedTo: number | null) {}

	async begin(): Promise<Partial<StreamPosition>> {
		if (this.changedTo === null) {
			const rows = await database().$queryRaw<{ now: Date }[]>`select now()`;
			this.changedTo = rows[0]?.now.getTime() ?? 0;
			for (const flow of await this.changes()) this.sent.set(flow.flowId, stateOf(flow));
		}
		return { flows: this.changedTo };
	}

	async next() {
		const events: PlacedEvent[] = [];
		for (const flow of await this.changes()) {
			if (this.sent.get(flow.flowId) === stateOf(flow)) continue;
			this.sent.set(flow.flowId, stateOf(flow));
			this.changedTo = Math.max(this.changedTo ?? 0, flow.changedAt.getTime());
			const { changedAt: _, ...data } = flow;
			events.push({ event: { event: 'flow-changed', data }, place: { flows: this.changedTo } });
		}
		return { events, more: false };
	}

	private changes(): Promise<ChangedFlow[]> {
		const since = new Date((this.changedTo ?? 0) - overlapMs);
		return database().$queryRaw<ChangedFlow[]>`
			select f.id as "flowId", f.name, f.revision, f.current_version as "currentVersion", f.updated_by as "updatedBy",
				greatest(f.updated_at, v.deployed_at) as "changedAt"
			from flow f left join flow_version v on v.flow_id = f.id and v.version = f.current_version
			where greatest(f.updated_at, v.deployed_at) > ${since}
			order by "changedAt" limit ${flowsMax}`;
	}
}

function stateOf({ revision, currentVersion }: ChangedFlow): string {
	return `${revision}/${currentVersion}`;
}
