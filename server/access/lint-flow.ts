/** POST /flows/:id/lint: of the given definition, which is not stored, or of the saved draft. */
import type { LintAnswer, LintRequest } from '@/contract/http/lint';
import { lint } from '@/saga/lint/lint';
import type { Actor } from './actor';
import { checkedDefinition } from './checked-definition';
import { draftFacts } from './draft-facts';
import { findFlow, flowMissing } from './flow-row';
import { done, type Outcome, refuse } from './outcome';

export async function lintFlow(_actor: Actor, flowId: string, request: LintRequest): Promise<Outcome<LintAnswer>> {
	if (request.definition !== undefined) {
		const checked = checkedDefinition(request.definition, flowId);
		return checked.ok ? done({ problems: lint(checked.value) }) : checked;
	}
	const row = await findFlow(flowId);
	return row ? done({ problems: draftFacts(row).problems }) : refuse('not-found', flowMissing(flowId));
}
