/** Entries about the saga as a whole: incidents, operators, its status and its end. */
import type { SagaEntry } from '../entry';
import { undoAround } from '../scope-tree';
import type { HeldToken, OpenIncident, SagaState, ScopeNumber } from '../state';
import { nextState } from './next-state';

type Entry = Exclude<SagaEntry, { type: 'sagaStarted' | 'variablesSet' }>;

export function applyToSaga(state: SagaState, entry: Entry): SagaState {
	switch (entry.type) {
		case 'unwindingStarted':
			return unwindingStarted(state, entry);
		case 'replyIgnored':
		case 'migrated':
			return state;
		case 'incidentOpened':
			return incidentOpened(state, entry);
		case 'incidentResolved':
			return nextState(state, { incidents: state.incidents.filter(({ incident }) => incident !== entry.incident) });
		case 'operatorActed':
			return entry.action === 'retry' ? triedAgain(state, entry.run) : state;
		case 'tokenTaken':
			return tokenTaken(state, entry.run);
		case 'wentBack': {
			const { node, scope, frontier, scopes } = entry;
			const token = { node, edge: null, scope: scope ?? 0, frontier };
			const undoing = state.scopes.filter((open) => undoAround(state, open.scope) !== null);
			return nextState(state, { scopes: [...scopes, ...undoing], tokens: [...state.tokens, token], rootUndone: false });
		}
		case 'inputParked':
			return nextState(state, { parked: [...state.parked, entry.input] });
		case 'parkedTaken':
			return nextState(state, { parked: state.parked.slice(1) });
		case 'suspensionChanged':
			return nextState(state, { suspended: entry.suspended });
		case 'cancelled':
			return nextState(state, { cancelled: true });
		case 'statusChanged':
			return nextState(state, { status: entry.status });
		case 'sagaEnded':
			return nextState(state, { status: entry.status, scopes: [], subscriptions: [] });
	}
}

/** What is in a compensation goes on; of the rest only commands and calls in flight stay, for a last while. */
function unwindingStarted(
	state: SagaState,
	{ cause, settleAt }: Extract<SagaEntry, { type: 'unwindingStarted' }>,
): SagaState {
	const stays = ({ scope }: { readonly scope: ScopeNumber }) => scope !== 0 && undoAround(state, scope) !== null;
	const runs = state.runs.map((run) =>
		run.dueAt !== null && !stays(run) ? { ...run, dueAt: Math.min(run.dueAt, settleAt) } : run,
	);
	const waits = state.waits.filter(stays);
	const approvals = state.approvals.filter(stays);
	const hosts = new Set([
		...waits.map(({ wait }) => wait),
		...approvals.map(({ run }) => run),
		...state.runs.filter(stays).map(({ run }) => run),
		...state.calls.filter(stays).map(({ run }) => run),
		...state.scopes.filter(stays).map(({ scope }) => scope),
	]);
	return nextState(state, {
		runs,
		cause,
		waits,
		approvals,
		tokens: state.tokens.filter(stays),
		held: state.held.filter(stays),
		throws: [],
		subscriptions: state.subscriptions.filter(({ host }) => hosts.has(host)),
	});
}

/** A token still inside its node when an incident comes up stays there: what it brought could not be stored. */
function incidentOpened(state: SagaState, entry: Extract<SagaEntry, { type: 'incidentOpened' }>): SagaState {
	const { incident, kind, run, node, held } = entry;
	const open: OpenIncident = { incident, kind, run, node, scope: entry.scope ?? 0 };
	const incidents = [...state.incidents, open];
	const { passing } = state;
	const nextIncident = incident + 1;
	if (held === undefined) return nextState(state, { incidents, nextIncident });
	if (passing !== null)
		return nextState(state, {
			incidents,
			nextIncident,
			passing: null,
			held: [...state.held, { run, ...passing, ...held }],
		});
	// It was held before, and has been tried again: what it brought is stored, and its way out is missing now.
	const at = state.held.findIndex((token) => token.node === node && token.scope === open.scope);
	const token = state.held[at];
	if (token === undefined) return nextState(state, { incidents, nextIncident });
	return nextState(state, { incidents, nextIncident, held: state.held.with(at, { ...token, run, ...held }) });
}

/** A run is open or its undo is, never both. Of several tokens in one node the one that is tried again leaves it first. */
function triedAgain(state: SagaState, number: number | null): SagaState {
	const anew = <Open extends { run: number; attempt: number }>(open: Open): Open =>
		open.run === number ? { ...open, attemptsFrom: open.attempt + 1 } : open;
	const isMeant = ({ run }: HeldToken) => run === number;
	const held = [...state.held.filter(isMeant), ...state.held.filter((token) => !isMeant(token))];
	return nextState(state, { runs: state.runs.map(anew), undos: state.undos.map(anew), held });
}

/** Out of a wait or an approval; runs, calls and scopes end by entries of their own. */
function tokenTaken(state: SagaState, number: number): SagaState {
	return nextState(state, {
		waits: state.waits.filter(({ wait }) => wait !== number),
		approvals: state.approvals.filter(({ run }) => run !== number),
		subscriptions: state.subscriptions.filter(({ host }) => host !== number),
	});
}
