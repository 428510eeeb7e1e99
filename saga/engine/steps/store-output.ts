/** What an activity brought is stored when it completes. If it cannot be, the token stays inside with an incident. */
import type { MappingResult } from '../../compile/compile-mapping';
import type { CompiledActivity } from '../../compile/compiled-flow';
import type { Json } from '../../expression/json';
import type { Draft } from '../draft';
import { couldNotStore } from '../failures/incident-words';
import { openIncident } from '../failures/incidents';
import type { RunNumber } from '../input';
import type { ScopeNumber } from '../state';
import { setVariables } from '../variables';

/** `values`: what its output mapping made of `output`. */
export function storeOutput(
	draft: Draft,
	node: CompiledActivity,
	{ run, scope }: { readonly run: RunNumber; readonly scope: ScopeNumber },
	values: MappingResult,
	what: string,
	output: Json,
): void {
	if (values.ok) {
		setVariables(draft, scope, values.value);
		return;
	}
	// A saga that unwinds has no token there that would wait for it.
	if (draft.state.passing === null) return;
	const message = couldNotStore(node.name, what, values.message);
	openIncident(draft, 'expression', { run, node: node.id, scope }, message, { output, merged: false });
}
