/** An action as the API names it → as the engine knows it, with all that a person wrote checked to be JSON. */
import type { OperatorActionRequest } from '@/contract/http/actions';
import type { Answer, OperatorAction } from '@/saga/engine/input';
import { checkJson, type JsonObject } from '@/saga/expression/json';
import { joinPath } from './field-errors';
import { type Outcome, refuse } from './outcome';

export function operatorAction(request: OperatorActionRequest): Outcome<OperatorAction> {
	const refused = checkWritten(request);
	return refused ?? { ok: true, value: toAction(request) };
}

/** Null: what was written is JSON. The schemas let objects through; only JSON can be stored. */
function checkWritten(request: OperatorActionRequest): Outcome<never> | null {
	switch (request.type) {
		case 'retry':
			return checkPart('changedInput', request.changedInput);
		case 'skip-done':
			return checkPart('output', request.output);
		case 'supply-reply':
			return request.answer.type === 'completed' ? checkPart('answer.output', request.answer.output) : null;
		default:
			return null;
	}
}

export function checkPart(name: string, written: unknown): Outcome<never> | null {
	const problem = written === undefined ? null : checkJson(written);
	if (problem === null) return null;
	return refuse('invalid', 'What was written cannot be sent. Mend what the errors name and try again.', {
		errors: [{ path: joinPath(name, problem.path), message: problem.reason }],
	});
}

function toAction(request: OperatorActionRequest): OperatorAction {
	switch (request.type) {
		case 'retry': {
			const { run, undo, changedInput } = request;
			return { type: 'retry', run, undo, changedInput: (changedInput as JsonObject | undefined) ?? null };
		}
		case 'retry-node':
			return { type: 'retryNode', node: request.node };
		case 'supply-reply':
			return { type: 'supplyReply', run: request.run, undo: request.undo, answer: request.answer as Answer };
		case 'skip-done':
			return { type: 'skipDone', run: request.run, output: (request.output as JsonObject | undefined) ?? null };
		case 'skip-not-done':
			return { type: 'skipNotDone', run: request.run };
		case 'mark-undone':
			return { type: 'markUndone', run: request.run };
		case 'accept-gap':
			return { type: 'acceptGap', run: request.run };
		case 'undo-everything':
			return { type: 'undoEverything' };
		case 'undo-back-to':
			return { type: 'undoBackTo', run: request.run };
		case 'move-token':
			return { type: 'moveToken', run: request.run, from: request.from, to: request.to };
		case 'cancel-with-undo':
			return { type: 'cancelWithUndo' };
		case 'cancel-without-undo':
			return { type: 'cancelWithoutUndo' };
		case 'suspend':
		case 'resume':
			return { type: request.type };
		case 'migrate':
			return { type: 'migrate', version: request.version };
	}
}
