/** The 409 of drafts: both sides, so that a person can choose and nobody's change is lost silently. */
import type { FlowDefinition } from '@/saga/flow/definition';
import { draftFacts } from './draft-facts';
import type { FlowRowWithDraft } from './flow-row';
import { type Outcome, refuse } from './outcome';

export function draftConflict(
	current: FlowRowWithDraft,
	yours: { readonly revision: number; readonly definition?: FlowDefinition },
): Outcome<never> {
	return refuse(
		'draft-conflict',
		`The draft was changed by ${current.updated_by} and is at revision ${current.revision}; you had read revision ${yours.revision}. Compare both, then save yours again with revision ${current.revision}, take theirs, or save yours as a copy.`,
		{
			yours,
			current: {
				revision: current.revision,
				definition: draftFacts(current).definition,
				updatedBy: current.updated_by,
				updatedAt: current.updated_at.getTime(),
			},
		},
	);
}
