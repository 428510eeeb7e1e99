/**
 * What *Retry now* would do about an incident or an open command: said to the person before it is asked of the
 * orchestrator, which alone knows whether it is legal when it gets there.
 */
import { formatCommandKey } from '@/contract/wire/command-key';
import type { RunNumber } from '@/saga/engine/input';
import type { IncidentStory } from '@/saga/engine/views/saga-story';
import type { JsonObject } from '@/saga/expression/json';
import { type SagaModel, undoInputOf, undoName } from './saga-model';

export type Retry =
	| {
			readonly type: 'retry';
			readonly run: RunNumber;
			readonly undo: boolean;
			readonly title: string;
			readonly participant: string;
			readonly command: string;
			readonly commandKey: string;
			/** Null: its command could not be made yet, so it is made anew. */
			readonly input: JsonObject | null;
	  }
	| { readonly type: 'retry-node'; readonly node: string; readonly title: string }
	| { readonly type: 'retry-parked'; readonly title: string };

/** Null: trying again means nothing here. */
export function retryOf(model: SagaModel, incident: IncidentStory): Retry | null {
	switch (incident.kind) {
		case 'step-stuck':
		case 'undo-stuck':
		case 'cannot-send':
			return incident.run === null ? null : retryOfCommand(model, incident.run);
		case 'expression':
		case 'no-path':
			if (incident.run !== null && isOpen(model, incident.run)) return retryOfCommand(model, incident.run);
			return incident.node === null
				? null
				: { type: 'retry-node', node: incident.node, title: model.names.node(incident.node) };
		case 'store-fault':
		case 'engine-fault':
			return { type: 'retry-parked', title: 'what waits for this saga' };
		default:
			return null;
	}
}

const isOpen = ({ saga }: SagaModel, run: RunNumber) =>
	saga?.state.runs.some((open) => open.run === run) || saga?.state.undos.some((open) => open.run === run);

/** Of the undo where that is open, else of the step itself, unless one of them is asked for; null: neither is. */
export function retryOfCommand(model: SagaModel, run: RunNumber, ofUndo?: boolean): Retry | null {
	const state = model.saga?.state;
	const undo = ofUndo === false ? undefined : state?.undos.find((open) => open.run === run);
	const open = undo ?? (ofUndo === true ? undefined : state?.runs.find((other) => other.run === run));
	const step = open && model.flow.nodes.get(open.step);
	if (open === undefined || step?.kind !== 'step') return null;
	const isUndo = undo !== undefined;
	const command = isUndo && step.compensation.type === 'command' ? step.compensation : step;
	return {
		type: 'retry',
		run,
		undo: isUndo,
		title: isUndo ? (undoName(model, open.step) ?? command.command) : model.names.run(run),
		participant: command.participant,
		command: command.command,
		commandKey: formatCommandKey({ sagaId: model.summary.id, run, undo: isUndo }),
		input: isUndo ? undoInputOf(model, run) : (model.inputs.get(run) ?? null),
	};
}
