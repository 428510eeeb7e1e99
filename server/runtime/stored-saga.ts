/** A saga as the engine knows it, from what the store has: decoded, or folded from its history when it has ended. */
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { HistoryEntry, HistoryRecord } from '@/saga/engine/entry';
import { fold } from '@/saga/engine/fold/apply';
import type { SagaInput } from '@/saga/engine/input';
import type { Saga } from '@/saga/engine/state';
import { decodeState } from '@/saga/engine/state-text';
import type { JsonObject } from '@/saga/expression/json';
import type { UnusableFlow } from './compiled-flows';
import type { HistoryText, StoredSaga } from './ports';

/** Throws when the text cannot be read. */
export function sagaOf(
	stored: StoredSaga,
	flow: CompiledFlow,
	versions: ReadonlyMap<number, CompiledFlow> = new Map(),
): Saga {
	if (stored.state === null) return fold(flow, stored.history.map(recordOf), versions);
	const variables: Record<string, JsonObject> = {};
	for (const scope in stored.data) variables[scope] = JSON.parse(stored.data[scope] as string) as JsonObject;
	return { state: decodeState(stored.state), variables };
}

export function recordOf({ seq, atMs, input, entries }: HistoryText): HistoryRecord {
	return { seq, at: atMs, input: JSON.parse(input) as SagaInput, entries: JSON.parse(entries) as HistoryEntry[] };
}

/** Throws what keeps the flow from being run. */
export function usable(flow: CompiledFlow | UnusableFlow): CompiledFlow {
	if ('unusable' in flow) throw new Error(flow.unusable);
	return flow;
}
