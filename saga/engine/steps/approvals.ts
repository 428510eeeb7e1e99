/** Approvals: a person decides. What they enter is the output; an approval never fails and is harmless by nature. */

import type { CompiledApproval } from '../../compile/compiled-flow';
import { checkJson } from '../../expression/json';
import { type Draft, inScope } from '../draft';
import { armBoundaries } from '../events/arming';
import { correctedFlow } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import type { ApprovalAnswered } from '../input';
import { invariant, nodeOf } from '../invariant';
import { checkFields } from '../payload';
import { type Refusal, refusal } from '../refusal';
import type { OpenApproval, ScopeNumber } from '../state';
import { compensationOf } from '../undo/ledger';
import { evaluateInput, evaluateOutput } from '../variables';
import { storeOutput } from './store-output';

export function openApproval(draft: Draft, approval: CompiledApproval, scope: ScopeNumber): void {
	const input = evaluateInput(draft, approval.input, scope);
	if (!input.ok) {
		const message = `What "${approval.name}" asks could not be made: ${input.message} ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: approval.id, scope }, message);
		return;
	}
	const run = draft.nextRun;
	draft.record({ type: 'approvalOpened', ...inScope(scope), run, node: approval.id, input: input.value });
	armBoundaries(draft, approval, run, scope);
}

export function answerApproval(draft: Draft, input: ApprovalAnswered): Refusal | null {
	const approval = draft.state.approvals.find(({ run }) => run === input.run);
	if (approval === undefined)
		return refusal(
			'not-open',
			`Approval ${input.run} is not open: it has been answered, or the saga went on without it.`,
		);
	const node = approvalOf(draft, approval);
	const problem = checkJson(input.output);
	if (problem) return refusal('payload', `The answer cannot be taken: ${problem.reason}.`, problem.path);
	const refused = checkFields(node.fields, input.output);
	if (refused) return refused;
	completeApproval(draft, approval, node, input);
	return null;
}

function approvalOf(draft: Draft, { node: id }: OpenApproval): CompiledApproval {
	const node = nodeOf(draft.flow, id);
	invariant(node.kind === 'approval', `${id} is an approval`);
	return node;
}

function completeApproval(
	draft: Draft,
	open: OpenApproval,
	node: CompiledApproval,
	{ output, actor }: ApprovalAnswered,
): void {
	const { run, scope } = open;
	const values = evaluateOutput(draft, node.output, scope, { reply: output });
	const undo = compensationOf(draft, node, scope, open.input, output, values.ok ? values.value : {});
	draft.record({
		type: 'approvalAnswered',
		run,
		node: node.id,
		output,
		actor,
		...(undo === null ? {} : { undo }),
	});
	storeOutput(draft, node, open, values, 'the answer', output);
}
