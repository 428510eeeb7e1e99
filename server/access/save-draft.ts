/**
 * PUT /flows/:id/draft.
 * Invariant: a draft is replaced only by a writer who has read it: the revision is compared in the very statement that
 * writes. A repeat of the save that stands already (its answer was lost) is no conflict.
 */
import type { SaveDraftAnswer, SaveDraftRequest } from '@/contract/http/flows';
import { canonicalJson } from '@/saga/expression/json';
import { type Actor, forbids } from './actor';
import { checkedDefinition } from './checked-definition';
import { database } from './database';
import { draftConflict } from './draft-conflict';
import { draftFacts } from './draft-facts';
import { findFlow, flowMissing } from './flow-row';
import { done, type Outcome, refuse } from './outcome';
import { wakeOthers } from './wake-up';

export async function saveDraft(
	actor: Actor,
	flowId: string,
	request: SaveDraftRequest,
): Promise<Outcome<SaveDraftAnswer>> {
	const forbidden = forbids(actor, 'change flows');
	if (forbidden) return forbidden;
	const checked = checkedDefinition(request.definition, flowId);
	if (!checked.ok) return (await findFlow(flowId)) ? checked : refuse('not-found', flowMissing(flowId));
	const definition = checked.value;
	const draft = canonicalJson(definition);
	const saved = await database().$queryRaw<{ revision: number; updated_at: Date }[]>`
		update flow set draft = ${draft}, name = ${definition.name}, revision = revision + 1,
			updated_at = now(), updated_by = ${actor.id}
		where id = ${flowId} and revision = ${request.revision}
		returning revision, updated_at`;
	if (saved[0]) {
		wakeOthers();
		return done(answer({ id: flowId, draft, ...saved[0] }));
	}
	const current = await findFlow(flowId);
	if (!current) return refuse('not-found', flowMissing(flowId));
	if (current.draft === draft) return done(answer(current));
	return draftConflict(current, { revision: request.revision, definition });
}

function answer(flow: {
	readonly id: string;
	readonly draft: string;
	readonly revision: number;
	readonly updated_at: Date;
}): SaveDraftAnswer {
	return {
		revision: flow.revision,
		savedAt: flow.updated_at.getTime(),
		problems: draftFacts(flow).problems,
	};
}
