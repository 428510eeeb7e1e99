/**
 * The door for flow definitions: what comes in is `unknown`, what goes on has the model's shape.
 * What can be saved is decided here, what can be deployed by saga/lint.
 */

import { DEFINITION_BODY_BYTES_MAX } from '@/contract/http/limits';
import type { FieldError } from '@/contract/http/problem';
import { checkJson } from '@/saga/expression/json';
import { type FlowDefinition, flowDefinitionSchema } from '@/saga/flow/definition';
import { fieldErrors, joinPath } from './field-errors';
import { done, type Outcome, refuse } from './outcome';

/** Deep enough for what a flow nests and for parts of an imported model. */
const depthMax = 64;

/** `flowId`: the flow that it must be of. */
export function checkedDefinition(value: unknown, flowId: string): Outcome<FlowDefinition> {
	const json = checkJson(value, { bytesMax: DEFINITION_BODY_BYTES_MAX, depthMax });
	if (json) return misfit([{ path: joinPath('definition', json.path), message: json.reason }]);
	const parsed = flowDefinitionSchema.safeParse(value);
	if (!parsed.success) return misfit(fieldErrors(parsed.error, 'definition'));
	if (parsed.data.id !== flowId)
		return misfit([{ path: 'definition.id', message: `must be "${flowId}", the flow that is addressed` }]);
	return done(parsed.data);
}

function misfit(errors: readonly FieldError[]): Outcome<never> {
	return refuse(
		'invalid',
		'This is no flow definition that can be saved. Mend what the errors name and send it again.',
		{
			errors,
		},
	);
}
