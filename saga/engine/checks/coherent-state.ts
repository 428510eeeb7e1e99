/**
 * What must hold between the parts of a stored state, whatever has happened: each thing stands in a scope that is open and
 * is listened to by nothing that is gone, numbers are given once, and the state counts what the ledger holds.
 */
import { undoAround } from '../scope-tree';
import type { LedgerEntry, Saga, SagaState } from '../state';

/** What is wrong, in words; null: nothing. `ledger` is the one after the state. */
export function incoherence({ state, variables }: Saga, ledger: readonly LedgerEntry[]): string | null {
	if (state.passing !== null) return `A token is still inside ${state.passing.node}.`;
	return (
		withoutScope(state) ??
		withoutHost(state) ??
		dueWrongly(state) ??
		numberedTwice(state) ??
		countedWrongly(state, ledger) ??
		undoneTwice(state) ??
		variablesOfNothing(state, Object.keys(variables))
	);
}

function withoutScope(state: SagaState): string | null {
	const { scopes, tokens, runs, held, approvals, calls, waits } = state;
	const open = new Set([0, ...scopes.map(({ scope }) => scope)]);
	const lost = [...tokens, ...runs, ...held, ...approvals, ...calls, ...waits].find(({ scope }) => !open.has(scope));
	if (lost !== undefined) return `${JSON.stringify(lost)} stands in a scope that is not open.`;
	for (const { scope, parent, kind, iterations } of scopes) {
		if (!open.has(parent)) return `Scope ${scope} is open in ${parent}, which is not.`;
		if (kind !== 'forEach' || iterations === null) continue;
		const inside = scopes.filter((other) => other.parent === scope && other.kind === 'iteration').length;
		if (inside > iterations.entered || iterations.entered > iterations.of)
			return `${inside} iterations of ${scope} are open, ${iterations.entered} of ${iterations.of} were entered.`;
	}
	return null;
}

function withoutHost(state: SagaState): string | null {
	const hosts = new Set(hostsOf(state));
	const stray = state.subscriptions.find(({ host }) => !hosts.has(host));
	if (stray !== undefined) return `${JSON.stringify(stray)} listens for what is not open any more.`;
	const heard = new Set(state.subscriptions.map(({ host }) => host));
	const deaf = state.waits.find(({ wait }) => !heard.has(wait));
	return deaf === undefined ? null : `The wait ${deaf.wait} at ${deaf.node} listens for nothing.`;
}

/** While the saga unwinds, its scopes stay for what comes late, and listen no more. */
export function hostsOf(state: SagaState): readonly number[] {
	const { runs, approvals, calls, waits, scopes } = state;
	const inUndo = (scope: number) => undoAround(state, scope) !== null;
	const listens = ({ scope }: { readonly scope: number }) => state.cause === null || inUndo(scope);
	return [
		...(state.cause === null ? [0] : []),
		...[...runs, ...approvals, ...calls].filter(listens).map(({ run }) => run),
		...waits.filter(listens).map(({ wait }) => wait),
		...scopes.filter(listens).map(({ scope }) => scope),
	];
}

/** A parked run may wait for ever; whoever is stuck waits for a person. */
function dueWrongly({ runs, undos }: SagaState): string | null {
	const wrong = [...runs, ...undos].find(({ phase, dueAt }) => {
		if (phase === 'parked') return false;
		return (phase === 'sent' || phase === 'backoff') !== (dueAt !== null);
	});
	return wrong === undefined ? null : `Run ${wrong.run} is ${wrong.phase}, and due at ${wrong.dueAt}.`;
}

function numberedTwice(state: SagaState): string | null {
	const { runs, approvals, calls, waits, scopes, subscriptions, throws, incidents } = state;
	const numbers = [
		...[...runs, ...approvals, ...calls].map(({ run }) => run),
		...waits.map(({ wait }) => wait),
		...scopes.map(({ scope }) => scope),
		...subscriptions.map(({ subscription }) => subscription),
		...throws.map((open) => open.throw),
	];
	const wrong =
		numbers.find((number, at) => number >= state.nextRun || numbers.indexOf(number) !== at) ??
		incidents.map(({ incident }) => incident).find((number, at, all) => number < 1 || all.indexOf(number) !== at);
	return wrong === undefined ? null : `The number ${wrong} is given twice, or was never given.`;
}

function countedWrongly(state: SagaState, ledger: readonly LedgerEntry[]): string | null {
	if (state.nextPosition !== ledger.length + 1)
		return `The next entry would have position ${state.nextPosition}, and there are ${ledger.length}.`;
	const displaced = ledger.find(({ position }, at) => position !== at + 1);
	if (displaced !== undefined) return `The entry of run ${displaced.run} has position ${displaced.position}.`;
	const entered = new Set(ledger.map(({ run }) => run));
	const open = [...state.runs, ...state.approvals, ...state.calls].find(({ run }) => entered.has(run));
	if (open !== undefined) return `Run ${open.run} is open, and its entry says that it has ended.`;
	const { ended, scopes, tokens, loose, undos, undone, gaps, undoInputs } = state;
	const known = [ended, ...scopes.map((scope) => scope.ended), ...tokens.map(({ frontier }) => frontier), loose, gaps];
	const runs = [...known.flat(), ...undone, ...[...undos, ...undoInputs].map(({ run }) => run)];
	const unknown = runs.find((run) => !entered.has(run));
	return unknown === undefined ? null : `Run ${unknown} is spoken of, and has no entry.`;
}

function undoneTwice({ undone, undos, loose, gaps, undoInputs }: SagaState): string | null {
	const done = new Set(undone);
	if (done.size < undone.length) return `Of ${undone.join()} one is undone twice.`;
	const again = [...undos, ...undoInputs].find(({ run }) => done.has(run))?.run ?? loose.find((run) => done.has(run));
	if (again !== undefined) return `Run ${again} is undone, and still to be undone.`;
	const inputs = undoInputs.map(({ run }) => run);
	if (new Set(inputs).size < inputs.length) return `Of ${inputs.join()} one has two inputs for its undo.`;
	const gap = gaps.find((run) => !done.has(run));
	return gap === undefined ? null : `Run ${gap} stays as a gap, and is not settled.`;
}

function variablesOfNothing({ scopes }: SagaState, keys: readonly string[]): string | null {
	const open = new Set(['', ...scopes.map(({ scope }) => String(scope))]);
	const stray = keys.find((key) => !open.has(key.split('#')[0] ?? ''));
	return stray === undefined ? null : `The variables of ${stray} are kept, and it is not open.`;
}
