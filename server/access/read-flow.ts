/** GET /flows/:id: the draft with its problems. */
import type { FlowAnswer } from '@/contract/http/flows';
import type { Actor } from './actor';
import { draftFacts } from './draft-facts';
import { type FlowRowWithDraft, findFlow, flowMissing, summariseFlow } from './flow-row';
import { done, type Outcome, refuse } from './outcome';

export async function readFlow(_actor: Actor, flowId: string): Promise<Outcome<FlowAnswer>> {
	const row = await findFlow(flowId);
	return row ? done(flowAnswer(row)) : refuse('not-found', flowMissing(flowId));
}

export function flowAnswer(row: FlowRowWithDraft): FlowAnswer {
	const facts = draftFacts(row);
	return { ...summariseFlow(row, facts), definition: facts.definition, problems: facts.problems };
}
