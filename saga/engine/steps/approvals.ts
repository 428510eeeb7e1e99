/** Approvals: a person decides. What they enter is the output; an approval never fails and is harmless by nature. */

import type { CompiledApproval } from '../../compile/compiled-flow';
import { checkJson, type JsonObject } from '../../expression/json';
import { type Draft, inScope } from '../draft';
import { armBoundaries } from '../events/arming';
import { correctedFlow, couldNotStore } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import type { ApprovalAnswered } from '../input';
import { activityOf } from '../invariant';
import { checkFields } from '../payload';
import { type Refusal, refusal } from '../refusal';
import type { OpenApproval, ScopeNumber } from '../state';
import { compensationOf } from '../undo/ledger';
import { evaluateInput, evaluateOutput, setVariables } from '../variables';

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
	const node = activityOf(draft.flow, approval.node);
	const problem = checkJson(input.output);
	if (problem) return refusal('payload', `The answer cannot be taken: ${problem.reason}.`, problem.path);
	const refused = node.kind === 'approval' ? checkFields(node.fields, input.output) : null;
	if (refused) return refused;
	completeApproval(draft, approval, input.output, input.actor);
	return null;
}

function completeApproval(draft: Draft, open: OpenApproval, output: JsonObject, actor: string): void {
	const { run, scope } = open;
	const node = activityOf(draft.flow, open.node);
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
	if (values.ok) setVariables(draft, scope, values.value);
	if (values.ok || draft.state.passing === null) return;
	const message = couldNotStore(node.name, 'the answer', values.message);
	openIncident(draft, 'expression', { run, node: node.id, scope }, message, { output, merged: false });
}
