/** What an operator does in a trace → the engine's action, and the saga that it is about. */
import type { Answer, OperatorAction } from '../engine/input';
import { isJsonList, type Json, type JsonObject } from '../expression/json';
import { type FlowNames, nodeNamed, type ResolvedRun, resolvePath, resolveRun, TraceError } from './resolve-run';
import type { Entered, RunTree } from './run-tree';
import type { OperatorWord, RunRef, TraceInput } from './trace';
import type { TracedSaga } from './traced-saga';

export type OperatorLine = Extract<TraceInput, { type: 'operator' }>;

export interface ActedOn {
	readonly saga: TracedSaga;
	readonly action: OperatorAction;
}

/** `family`: the saga of the line and those that it has called. Throws TraceError. */
export function operatorAction(
	tree: RunTree,
	names: FlowNames,
	family: readonly TracedSaga[],
	line: OperatorLine,
): ActedOn {
	const [saga] = family;
	if (saga === undefined) throw new TraceError('No saga has been started yet. Begin with "start".');
	if (line.run === null) return line.action === 'retry' ? retryOfIncident(family, line) : { saga, action: whole(line) };
	const held = line.action === 'retry' || line.action === 'move-token' ? heldNode(tree, names, family, line.run) : null;
	if (held !== null) return aboutHeld(held, line);
	const resolved = resolveRun(tree, saga, names, line.run, 'operate');
	if (aboutSaga.includes(line.action)) return { saga: calledSaga(family, resolved), action: whole(line) };
	return { saga: resolved.entered.saga, action: aboutRun(line, resolved) };
}

const aboutSaga: readonly OperatorWord[] = [
	'undo-everything',
	'cancel-with-undo',
	'cancel-without-undo',
	'suspend',
	'resume',
];

/** The newest that the call has started. */
function calledSaga(family: readonly TracedSaga[], { entered }: ResolvedRun): TracedSaga {
	const called = family
		.filter(({ place }) => place.length > 0 && place.at(-1)?.entry === entered.place.at(-1)?.entry)
		.at(-1);
	if (called === undefined) throw new TraceError('This is no call, so it has no saga of its own. Leave it out.');
	return called;
}

function whole({ action, json }: OperatorLine): OperatorAction {
	switch (action) {
		case 'undo-everything':
			return { type: 'undoEverything' };
		case 'cancel-with-undo':
			return { type: 'cancelWithUndo' };
		case 'cancel-without-undo':
			return { type: 'cancelWithoutUndo' };
		case 'suspend':
		case 'resume':
			return { type: action };
		case 'migrate':
			return { type: 'migrate', version: Number(objectOf(json).version) };
		default:
			throw new TraceError(`"${action}" needs a run.`);
	}
}

function aboutRun({ action, json, to }: OperatorLine, { entered }: ResolvedRun): OperatorAction {
	const run = entered.number;
	const undo = entered.saga.saga?.state.undos.some((open) => open.run === run) ?? false;
	switch (action) {
		case 'retry':
			return { type: 'retry', run, undo, changedInput: json === null ? null : objectOf(json) };
		case 'supply-reply':
			return { type: 'supplyReply', run, undo, answer: answerOf(json) };
		case 'skip-done':
			return { type: 'skipDone', run, output: json === null ? null : objectOf(json) };
		case 'skip-not-done':
			return { type: 'skipNotDone', run };
		case 'mark-undone':
			return { type: 'markUndone', run };
		case 'accept-gap':
			return { type: 'acceptGap', run };
		case 'undo-back-to':
			return { type: 'undoBackTo', run };
		case 'move-token':
			return { type: 'moveToken', run, from: null, to: destination(entered, to ?? '') };
		default:
			throw new TraceError(`"${action}" is about the saga, not about a run.`);
	}
}

/** In the scope of what the token is taken out of. */
function destination({ saga, place }: Entered, name: string): string {
	const taken = saga.flow.nodes.get(place.at(-1)?.node ?? '');
	return nodeNamed(saga.flow, taken?.scope ?? '', name).id;
}

function aboutHeld({ saga, node }: Held, { action, to }: OperatorLine): ActedOn {
	if (action === 'retry') return { saga, action: { type: 'retryNode', node } };
	const target = nodeNamed(saga.flow, saga.flow.nodes.get(node)?.scope ?? '', to ?? '').id;
	return { saga, action: { type: 'moveToken', run: null, from: node, to: target } };
}

/** `{"failed": CODE}` and `{"unavailable": true}` are answers; anything else is the output of `ok`. */
function answerOf(json: Json): Answer {
	const object = typeof json === 'object' && json !== null && !isJsonList(json) ? json : {};
	const keys = Object.keys(object).filter((key) => key !== 'message');
	const message = typeof object.message === 'string' ? object.message : '';
	if (keys.length === 1 && typeof object.failed === 'string') return { type: 'failed', code: object.failed, message };
	if (keys.length === 1 && object.unavailable === true) return { type: 'unavailable', message };
	return { type: 'completed', output: json };
}

function objectOf(json: Json): JsonObject {
	if (typeof json !== 'object' || json === null || isJsonList(json)) throw new TraceError('An object { … } is needed.');
	return json;
}

/** A token that an incident keeps at this node. */
interface Held {
	readonly saga: TracedSaga;
	readonly node: string;
}

function heldNode(tree: RunTree, names: FlowNames, family: readonly TracedSaga[], ref: RunRef): Held | null {
	const path = resolvePath(names, ref.parts);
	for (const saga of family)
		for (const { run, node, scope } of saga.saga?.state.incidents ?? []) {
			if (run !== null || node === null) continue;
			if (tree.isAt(saga.name, path, tree.placeOfNode(saga, scope, node))) return { saga, node };
		}
	return null;
}

function retryOfIncident(family: readonly TracedSaga[], { json }: OperatorLine): ActedOn {
	const incidents = family.flatMap((saga) =>
		(saga.saga?.state.incidents ?? []).map((incident) => ({ saga, incident })),
	);
	const [only] = incidents;
	if (only === undefined || incidents.length > 1)
		throw new TraceError(
			`The saga has ${incidents.length} open incidents. Say what to try again: "operator retry STEP".`,
		);
	const { saga, incident } = only;
	if (incident.run === null && incident.node !== null)
		return { saga, action: { type: 'retryNode', node: incident.node } };
	const undo = saga.saga?.state.undos.some((open) => open.run === incident.run) ?? false;
	const changedInput = json === null ? null : objectOf(json);
	return { saga, action: { type: 'retry', run: incident.run ?? 0, undo, changedInput } };
}
