/**
 * The state as stored: JSON of lists, because property names would be most of a small saga's text. What is rare stands in
 * one object at the end, which is left out where all of it is empty.
 * Invariant: equal states give equal texts, and `decodeState(encodeState(state))` is the state. The first item is the
 * layout's version; a text of an older layout stays readable for as long as a saga may live.
 */
import { canonicalJson, type Json, type JsonObject } from '../expression/json';
import type { SagaId } from './input';
import { invariant } from './invariant';
import type { OpenRun, OpenUndo, RestingToken, SagaState, SagaStatus } from './state';

const layout = 2;

type Common = readonly [
	layout: number,
	sagaId: SagaId,
	status: SagaStatus,
	businessKey: string | null,
	nextRun: number,
	nextIncident: number,
	nextPosition: number,
	ended: readonly number[],
	tokens: readonly TokenText[],
	runs: readonly RunText[],
	undos: readonly UndoText[],
	undone: readonly number[],
];
type TokenText = readonly [node: string, edge: string | null, scope: number, frontier: readonly number[]];
type RunText = readonly [
	run: number,
	step: string,
	scope: number,
	attempt: number,
	attemptsFrom: number,
	phase: OpenRun['phase'],
	dueAt: number | null,
	conclusiveTo: number,
	frontier: readonly number[],
	failure: OpenRun['failure'],
];
type UndoText = readonly [
	run: number,
	step: string,
	outcome: OpenUndo['outcome'],
	attempt: number,
	attemptsFrom: number,
	phase: OpenUndo['phase'],
	dueAt: number | null,
];

const rare = [
	'suspended',
	'parent',
	'scopes',
	'held',
	'approvals',
	'calls',
	'waits',
	'subscriptions',
	'throws',
	'loose',
	'gaps',
	'undoInputs',
	'incidents',
	'sealed',
	'rootUndone',
	'cancelled',
	'cause',
	'parked',
] as const;
type Rare = Pick<SagaState, (typeof rare)[number]>;

const nothingRare: Rare = {
	suspended: false,
	parent: null,
	scopes: [],
	held: [],
	approvals: [],
	calls: [],
	waits: [],
	subscriptions: [],
	throws: [],
	loose: [],
	gaps: [],
	undoInputs: [],
	incidents: [],
	sealed: false,
	rootUndone: false,
	cancelled: false,
	cause: null,
	parked: [],
};

export function encodeState(state: SagaState): string {
	invariant(state.passing === null, `no token of saga ${state.sagaId} is under way when its state is stored`);
	const common: Common = [
		layout,
		state.sagaId,
		state.status,
		state.businessKey,
		state.nextRun,
		state.nextIncident,
		state.nextPosition,
		state.ended,
		state.tokens.map(({ node, edge, scope, frontier }): TokenText => [node, edge, scope, frontier]),
		state.runs.map(encodeRun),
		state.undos.map(encodeUndo),
		state.undone,
	];
	let payloads = '';
	for (const { input } of state.runs) payloads += `${payloads === '' ? '' : ','}${canonicalJson(input)}`;
	const others = encodeRare(state);
	return `${JSON.stringify(common).slice(0, -1)},[${payloads}]${others === '' ? '' : `,${others}`}]`;
}

function encodeRare(state: SagaState): string {
	const filled: Record<string, Json> = {};
	for (const part of rare) {
		const value = state[part];
		const isNothing = Array.isArray(value) ? value.length === 0 : value === nothingRare[part];
		if (!isNothing) filled[part] = value as Json;
	}
	return Object.keys(filled).length === 0 ? '' : canonicalJson(filled);
}

function encodeRun(open: OpenRun): RunText {
	const { run, step, scope, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, failure } = open;
	return [run, step, scope, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, failure];
}

function encodeUndo({ run, step, outcome, attempt, attemptsFrom, phase, dueAt }: OpenUndo): UndoText {
	return [run, step, outcome, attempt, attemptsFrom, phase, dueAt];
}

export function decodeState(text: string): SagaState {
	const stored = JSON.parse(text) as readonly [...Common, readonly JsonObject[], Partial<Rare>?];
	invariant(stored[0] === layout, `the stored state has layout ${layout}, not ${stored[0]}`);
	const [, sagaId, status, businessKey, nextRun, nextIncident, nextPosition, ended, tokens, runs, undos, ...rest] =
		stored;
	const [undone, payloads, others] = rest;
	return {
		...nothingRare,
		...others,
		sagaId,
		status,
		businessKey,
		nextRun,
		nextIncident,
		nextPosition,
		ended,
		tokens: tokens.map(([node, edge, scope, frontier]): RestingToken => ({ node, edge, scope, frontier })),
		runs: runs.map((run, index) => decodeRun(run, payloads[index])),
		undos: undos.map(decodeUndo),
		undone,
		passing: null,
	};
}

function decodeRun(stored: RunText, input: JsonObject | undefined): OpenRun {
	const [run, step, scope, attempt, attemptsFrom, phase, dueAt, conclusiveTo, frontier, failure] = stored;
	invariant(input, 'the stored state has a payload for each open run');
	return { run, step, scope, attempt, attemptsFrom, phase, dueAt, conclusiveTo, failure, frontier, input };
}

function decodeUndo([run, step, outcome, attempt, attemptsFrom, phase, dueAt]: UndoText): OpenUndo {
	return { run, step, outcome, attempt, attemptsFrom, phase, dueAt };
}
