/**
 * History records → everything the saga's page shows, in the browser, by the engine's own pure modules: state is the fold
 * of the entries, so what is shown is what the orchestrator knows, without asking it again.
 * Invariant: nothing is decided here; what an attempt will lead to is read from the flow's own rules.
 */
import type { SagaSummary } from '@/contract/http/sagas';
import { compile } from '@/saga/compile/compile';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { HistoryEntry, HistoryRecord } from '@/saga/engine/entry';
import { apply } from '@/saga/engine/fold/apply';
import { ledgerEntryOf } from '@/saga/engine/fold/ledger-entry-of';
import type { RunNumber, SagaId } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { undoPlan } from '@/saga/engine/undo/undo-plan';
import type { UndoPlan } from '@/saga/engine/undo/undo-plan-types';
import { type SagaNames, sagaNames } from '@/saga/engine/views/saga-names';
import { type SagaStory, sagaStory } from '@/saga/engine/views/saga-story';
import type { JsonObject } from '@/saga/expression/json';
import type { FlowDefinition } from '@/saga/flow/definition';

export interface SagaModel {
	readonly summary: SagaSummary;
	readonly definition: FlowDefinition;
	readonly flow: CompiledFlow;
	readonly records: readonly HistoryRecord[];
	readonly names: SagaNames;
	readonly story: SagaStory;
	/** Null before it has begun. */
	readonly saga: Saga | null;
	readonly ledger: readonly LedgerEntry[];
	readonly plan: UndoPlan | null;
	/** What each run's command carries by now. */
	readonly inputs: ReadonlyMap<RunNumber, JsonObject>;
	/** What each run's undo command carries by now; only where an operator or a late answer has changed it. */
	readonly changedUndoInputs: ReadonlyMap<RunNumber, JsonObject>;
}

/** Null: a deployed version that this program cannot run, made by a newer one. */
export function compiledOf(definition: FlowDefinition, version: number): CompiledFlow | null {
	const result = compile(definition, version);
	return result.ok ? result.flow : null;
}

export function sagaModel(
	flow: CompiledFlow,
	definition: FlowDefinition,
	summary: SagaSummary,
	records: readonly HistoryRecord[],
	/** Versions that the saga has run before this one. */
	earlier: ReadonlyMap<number, CompiledFlow> = new Map(),
): SagaModel {
	const fold = new Fold(flow, summary.id as SagaId, earlier);
	for (const record of records) fold.add(record);
	const { saga, ledger, inputs, changedUndoInputs } = fold;
	return {
		summary,
		definition,
		flow,
		records,
		names: sagaNames(definition.nodes, records),
		story: sagaStory(records),
		saga,
		ledger,
		plan: saga === null ? null : undoPlan(flow, saga, ledger),
		inputs,
		changedUndoInputs,
	};
}

class Fold {
	saga: Saga | null = null;
	readonly ledger: LedgerEntry[] = [];
	readonly inputs = new Map<RunNumber, JsonObject>();
	readonly changedUndoInputs = new Map<RunNumber, JsonObject>();

	private flow: CompiledFlow;

	constructor(
		private readonly newest: CompiledFlow,
		private readonly sagaId: SagaId,
		private readonly earlier: ReadonlyMap<number, CompiledFlow>,
	) {
		this.flow = newest;
	}

	add({ at, entries }: HistoryRecord): void {
		for (const entry of entries) {
			const added = this.saga && ledgerEntryOf(this.saga.state, entry, at);
			if (entry.type === 'sagaStarted' || entry.type === 'migrated')
				this.flow = this.earlier.get(entry.version) ?? this.newest;
			this.saga = apply(this.flow, this.saga, entry, { sagaId: this.sagaId, at });
			this.noteInput(entry);
			if (added) this.ledger.push(added);
		}
	}

	private noteInput(entry: HistoryEntry): void {
		if (entry.type === 'stepStarted') this.inputs.set(entry.run, entry.input);
		if (entry.type === 'attemptSent' && entry.input !== undefined) this.inputs.set(entry.run, entry.input);
		if (entry.type === 'undoAttemptSent' && entry.input !== undefined)
			this.changedUndoInputs.set(entry.run, entry.input);
		if (entry.type === 'outputLearned') this.changedUndoInputs.set(entry.run, entry.undoInput);
	}
}

/** What the undo of a run sends; null: nothing has to be sent, it cannot be said yet, or there is no undo. */
export function undoInputOf(model: SagaModel, run: RunNumber): JsonObject | null {
	const changed = model.changedUndoInputs.get(run);
	if (changed !== undefined) return changed;
	const undo = model.ledger.find((entry) => entry.run === run)?.undo;
	return undo?.type === 'command' ? undo.payload : null;
}

/** While it unwinds, and after: the order of its undo is no longer a preview. */
export const isUnwinding = ({ story }: SagaModel): boolean => story.cause !== null;

export const hasEnded = ({ story, summary }: SagaModel): boolean => story.endedAt !== null || summary.endedAt !== null;

/** What the analyst calls the compensation. */
export function undoName({ definition }: SagaModel, step: string): string | null {
	const node = definition.nodes.find(({ id }) => id === step);
	if (node?.kind !== 'step' || node.compensation?.type !== 'command') return null;
	return node.compensation.name || node.compensation.command;
}

/** The versions that a saga has run, in their order; one, unless it was migrated. */
export function versionsOf(records: readonly HistoryRecord[]): readonly number[] {
	const versions = records.flatMap(({ entries }) =>
		entries.flatMap((entry) => (entry.type === 'sagaStarted' || entry.type === 'migrated' ? [entry.version] : [])),
	);
	return [...new Set(versions)];
}
