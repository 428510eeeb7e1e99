/** Gateways decide where a token goes, and when tokens that wait for each other go on together. */
import type { CompiledExclusive, CompiledParallel } from '../compile/compiled-flow';
import type { Json } from '../expression/json';
import type { EdgeId } from '../flow/definition';
import type { Draft } from './draft';
import { openIncident } from './incidents';
import type { SagaState } from './state';

/** Counted per flow: two tokens on one incoming flow do not stand for a missing one on another. */
export function canJoin(state: SagaState, { incoming }: CompiledParallel): boolean {
	return incoming.every((edge) => state.tokens.some((token) => token.edge === edge));
}

export function takeBranch(draft: Draft, node: CompiledExclusive): void {
	const chosen = chooseBranch(draft, node);
	if (chosen.ok) draft.record({ type: 'edgesTaken', node: node.id, edges: [chosen.edge] });
	else openIncident(draft, chosen.kind, { run: null, node: node.id }, chosen.message);
}

type Choice =
	| { readonly ok: true; readonly edge: EdgeId }
	| { readonly ok: false; readonly kind: 'no-path' | 'expression'; readonly message: string };

/** Conditions in order, the first that holds; else the default. */
function chooseBranch(draft: Draft, { name, branches, defaultEdge }: CompiledExclusive): Choice {
	for (const { edge, condition } of branches) {
		if (condition === null) return { ok: true, edge };
		const result = condition.evaluate(draft.variables, draft.at);
		const problem = result.ok ? noAnswer(result.value) : result.message;
		if (problem !== null) {
			const message = `"${name}" cannot be decided: in the condition ${condition.source} ${problem} Deploy a corrected flow for later sagas; if the data is corrected, try again here.`;
			return { ok: false, kind: 'expression', message };
		}
		if (result.ok && result.value === true) return { ok: true, edge };
	}
	if (defaultEdge !== null) return { ok: true, edge: defaultEdge };
	return {
		ok: false,
		kind: 'no-path',
		message: `"${name}" has no way to go: none of its conditions holds and there is no default. Give it a default way in the next version; if the data is corrected, try again here.`,
	};
}

/** Null is FEEL's "not known", as of a variable that is missing: the condition does not hold. */
function noAnswer(value: Json): string | null {
	if (value === null || typeof value === 'boolean') return null;
	return 'yields a value that is neither true nor false.';
}
