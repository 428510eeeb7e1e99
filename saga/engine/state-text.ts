/**
 * The state as stored: JSON of lists, because property names would be most of a small saga's text. Payloads come last, in
 * canonical form; the rest has no objects but literal ones, so that one native `stringify` writes it canonically.
 * Invariant: equal states give equal texts, and `decodeState(encodeState(state))` is the state. The first item is the
 * layout's version; a text of an older layout stays readable for as long as a saga may live.
 */
import { canonicalJson, type JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';
import type { SagaId } from './input';
import { invariant } from './invariant';
import type { Frontier, IncidentKind, OpenRun, OpenUndo, SagaState, SagaStatus, UndoOutcome } from './state';

const layout = 1;

type StateText = readonly [
	layout: number,
	sagaId: SagaId,
	status: SagaStatus,
	nextRun: number,
	nextIncident: number,
	nextPosition: number,
	sealed: boolean,
	tokens: readonly (readonly [edge: string, frontier: Frontier])[],
	runs: readonly RunText[],
	unmerged: readonly (readonly [run: number, step: NodeId])[],
	undos: readonly UndoText[],
	undone: readonly number[],
	undoInputs: readonly number[],
	incidents: readonly (readonly [incident: number, kind: IncidentKind, run: number | null, node: NodeId | null])[],
	cause: readonly [step: NodeId | null, code: string, message: string] | null,
	/** Of the open runs, then of the replaced undo commands, in their order. */
	payloads: readonly JsonObject[],
];

type ControlText = StateText extends readonly [...infer Control, readonly JsonObject[]] ? Control : never;

type RunText = readonly [
	run: number,
	step: NodeId,
	attempt: number,
	attemptsFrom: number,
	phase: OpenRun['phase'],
	dueAt: number | null,
	conclusiveTo: number,
	frontier: Frontier,
	failure: readonly [code: string, message: string] | null,
];

type UndoText = readonly [
	run: number,
	step: NodeId,
	outcome: UndoOutcome,
	attempt: number,
	attemptsFrom: number,
	phase: OpenUndo['phase'],
	dueAt: number | null,
];

export function encodeState(state: SagaState): string {
	invariant(state.passing === null, `no token of saga ${state.sagaId} is under way when its state is stored`);
	const control: ControlText = [
		layout,
		state.sagaId,
		state.status,
		state.nextRun,
		state.nextIncident,
		state.nextPosition,
		state.sealed,
		state.tokens.map(({ edge, frontier }) => [edge, frontier] as const),
		state.runs.map(encodeRun),
		state.unmerged.map(({ run, step }) => [run, step] as const),
		state.undos.map(encodeUndo),
		state.undone,
		state.undoInputs.map(({ run }) => run),
		state.incidents.map(({ incident, kind, run, node }) => [incident, kind, run, node] as const),
		state.cause === null ? null : [state.cause.step, state.cause.code, state.cause.message],
	];
	let payloads = '';
	for (const { input } of state.runs) payloads += `${payloads === '' ? '' : ','}${canonicalJson(input)}`;
	for (const { input } of state.undoInputs) payloads += `${payloads === '' ? '' : ','}${canonicalJson(input)}`;
	return `${JSON.stringify(control).slice(0, -1)},[${payloads}]]`;
}

function encodeRun(open: OpenRun): RunText {
	const { run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, failure } = open;
	const failed = failure === null ? null : ([failure.code, failure.message] as const);
	return [run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, failed];
}

function encodeUndo({ run, step, outcome, attempt, attemptsFrom, phase, dueAt }: OpenUndo): UndoText {
	return [run, step, outcome, attempt, attemptsFrom, phase, dueAt];
}

export function decodeState(text: string): SagaState {
	const stored = JSON.parse(text) as StateText;
	invariant(stored[0] === layout, `the stored state has layout ${layout}, not ${stored[0]}`);
	const [, sagaId, status, nextRun, nextIncident, nextPosition, sealed, tokens, runs, ...rest] = stored;
	const [unmerged, undos, undone, undoInputs, incidents, cause, payloads] = rest;
	return {
		sagaId,
		status,
		nextRun,
		nextIncident,
		nextPosition,
		tokens: tokens.map(([edge, frontier]) => ({ edge, frontier })),
		runs: runs.map((run, index) => decodeRun(run, payloads[index])),
		unmerged: unmerged.map(([run, step]) => ({ run, step })),
		undos: undos.map(decodeUndo),
		undone,
		undoInputs: undoInputs.map((run, index) => ({ run, input: payload(payloads[runs.length + index]) })),
		incidents: incidents.map(([incident, kind, run, node]) => ({ incident, kind, run, node })),
		sealed,
		cause: cause && { step: cause[0], code: cause[1], message: cause[2] },
		passing: null,
	};
}

function decodeRun(stored: RunText, input: JsonObject | undefined): OpenRun {
	const [run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, failed] = stored;
	const failure = failed && { code: failed[0], message: failed[1] };
	return { run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, failure, frontier, input: payload(input) };
}

function payload(stored: JsonObject | undefined): JsonObject {
	invariant(stored, 'the stored state has a payload for each open run and each replaced undo command');
	return stored;
}

function decodeUndo([run, step, outcome, attempt, attemptsFrom, phase, dueAt]: UndoText): OpenUndo {
	return { run, step, outcome, attempt, attemptsFrom, phase, dueAt };
}
