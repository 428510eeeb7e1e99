/** GET /flows. Drafts are read only where their problems are not known yet. */
import type { FlowListAnswer } from '@/contract/http/flows';
import type { Actor } from './actor';
import { database } from './database';
import { draftFacts, rememberedFacts } from './draft-facts';
import { type FlowRow, summariseFlow } from './flow-row';
import { done, type Outcome } from './outcome';

/** Beyond this many, the least recently changed are left out. */
const flowsMax = 500;

export async function listFlows(_actor: Actor): Promise<Outcome<FlowListAnswer>> {
	const rows = await database().$queryRaw<FlowRow[]>`
		select f.id, f.name, f.revision, f.current_version, f.updated_at, f.updated_by, v.hash, v.deployed_at
		from flow f left join flow_version v on v.flow_id = f.id and v.version = f.current_version
		order by f.updated_at desc, f.id limit ${flowsMax}`;
	const unknown = rows.filter(({ id, revision }) => rememberedFacts(id, revision) === null).map(({ id }) => id);
	const drafts = await database().flow.findMany({
		where: { id: { in: unknown } },
		select: { id: true, revision: true, draft: true },
	});
	const read = new Map(drafts.map((draft) => [draft.id, draftFacts(draft)]));
	const flows = rows.flatMap((row) => {
		const facts = read.get(row.id) ?? rememberedFacts(row.id, row.revision);
		return facts ? [summariseFlow(row, facts)] : [];
	});
	return done({ flows });
}
