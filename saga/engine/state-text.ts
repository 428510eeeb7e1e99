/**
 * The state as stored: canonical JSON of lists, because property names would be most of a small saga's text.
 * Invariant: equal states give equal texts, and `decodeState(encodeState(state))` is the state. The first item is the
 * layout's version; a text of an older layout stays readable for as long as a saga may live.
 */
import { canonicalJson, type Json, type JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';
import type { UndoOutcome } from './entry';
import type { SagaId } from './input';
import { invariant } from './invariant';
import type { Frontier, IncidentKind, OpenRun, OpenUndo, SagaState, SagaStatus, UnwindCause } from './state';

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
	undoInputs: readonly (readonly [run: number, input: JsonObject])[],
	incidents: readonly (readonly [incident: number, kind: IncidentKind, run: number | null, node: NodeId | null])[],
	cause: UnwindCause | null,
];

type RunText = readonly [
	run: number,
	step: NodeId,
	attempt: number,
	attemptsFrom: number,
	phase: OpenRun['phase'],
	dueAt: number | null,
	conclusiveTo: number,
	frontier: Frontier,
	input: JsonObject,
	failure: OpenRun['failure'],
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
	const text: StateText = [
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
		state.undoInputs.map(({ run, input }) => [run, input] as const),
		state.incidents.map(({ incident, kind, run, node }) => [incident, kind, run, node] as const),
		state.cause,
	];
	return canonicalJson(text as readonly Json[]);
}

function encodeRun(open: OpenRun): RunText {
	const { run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, input, failure } = open;
	return [run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, input, failure];
}

function encodeUndo({ run, step, outcome, attempt, attemptsFrom, phase, dueAt }: OpenUndo): UndoText {
	return [run, step, outcome, attempt, attemptsFrom, phase, dueAt];
}

export function decodeState(text: string): SagaState {
	const stored = JSON.parse(text) as StateText;
	invariant(stored[0] === layout, `the stored state has layout ${layout}, not ${stored[0]}`);
	const [, sagaId, status, nextRun, nextIncident, nextPosition, sealed, tokens, runs, ...rest] = stored;
	const [unmerged, undos, undone, undoInputs, incidents, cause] = rest;
	return {
		sagaId,
		status,
		nextRun,
		nextIncident,
		nextPosition,
		tokens: tokens.map(([edge, frontier]) => ({ edge, frontier })),
		runs: runs.map(decodeRun),
		unmerged: unmerged.map(([run, step]) => ({ run, step })),
		undos: undos.map(decodeUndo),
		undone,
		undoInputs: undoInputs.map(([run, input]) => ({ run, input })),
		incidents: incidents.map(([incident, kind, run, node]) => ({ incident, kind, run, node })),
		sealed,
		cause,
		passing: null,
	};
}

function decodeRun(stored: RunText): OpenRun {
	const [run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, input, failure] = stored;
	return { run, step, attempt, attemptsFrom, phase, dueAt, conclusiveTo, failure, frontier, input };
}

function decodeUndo([run, step, outcome, attempt, attemptsFrom, phase, dueAt]: UndoText): OpenUndo {
	return { run, step, outcome, attempt, attemptsFrom, phase, dueAt };
}
