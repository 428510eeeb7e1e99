/** What the step panel says of one step: its runs, newest first, with all that was sent, answered and undone. */
import { formatCommandKey } from '@/contract/wire/command-key';
import type { CompiledStep } from '@/saga/compile/compiled-flow';
import type { RunNumber } from '@/saga/engine/input';
import type { LedgerEntry } from '@/saga/engine/state';
import type { UndoPlanItem } from '@/saga/engine/undo/undo-plan-types';
import type { RunStory, UndoStory } from '@/saga/engine/views/saga-story';
import type { Json, JsonObject } from '@/saga/expression/json';
import { clockTime } from './clock-words';
import { runNextWords, undoNextWords } from './next-words';
import { type SagaModel, undoInputOf } from './saga-model';

export interface RunFacts {
	readonly run: RunNumber;
	readonly title: string;
	readonly story: RunStory;
	readonly commandKey: string;
	readonly input: JsonObject | null;
	/** Undefined: not answered. */
	readonly output: Json | undefined;
	/** What the participant said, or what happened, when it did not succeed. */
	readonly failure: string | null;
	readonly next: readonly string[];
	readonly undo: UndoFacts | null;
}

export interface UndoFacts {
	readonly item: UndoPlanItem;
	readonly story: UndoStory | null;
	readonly commandKey: string;
	readonly input: JsonObject | null;
	readonly failure: string | null;
	readonly next: readonly string[];
}

export function stepFacts(model: SagaModel, step: CompiledStep): readonly RunFacts[] {
	return [...model.story.runs.values()]
		.filter((story) => story.step === step.id)
		.reverse()
		.map((story) => runFacts(model, step, story));
}

function runFacts(model: SagaModel, step: CompiledStep, story: RunStory): RunFacts {
	const { run } = story;
	const state = model.saga?.state;
	const open = state?.runs.find((other) => other.run === run);
	return {
		run,
		title: model.names.run(run),
		story,
		commandKey: formatCommandKey({ sagaId: model.summary.id, run, undo: false }),
		input: model.inputs.get(run) ?? null,
		output: outputOf(model, run),
		failure: lastFailure(model, run, 'attemptFailed'),
		next: open === undefined ? [] : runNextWords(step, open, state?.sealed ?? false, clockTime),
		undo: undoFacts(model, step, run),
	};
}

function undoFacts(model: SagaModel, step: CompiledStep, run: RunNumber): UndoFacts | null {
	const item = model.plan?.items.find((other) => other.run === run);
	if (item === undefined) return null;
	const open = model.saga?.state.undos.find((other) => other.run === run);
	return {
		item,
		story: model.story.undos.get(run) ?? null,
		commandKey: formatCommandKey({ sagaId: model.summary.id, run, undo: true }),
		input: undoInputOf(model, run),
		failure: lastFailure(model, run, 'undoAttemptFailed'),
		next: open === undefined ? [] : undoNextWords(step, open, clockTime),
	};
}

function outputOf({ records, ledger }: SagaModel, run: RunNumber): Json | undefined {
	for (const { entries } of records)
		for (const entry of entries) if (entry.type === 'outputLearned' && entry.run === run) return entry.output;
	const ended: LedgerEntry | undefined = ledger.find((entry) => entry.run === run);
	return ended?.outcome === 'completed' ? ended.output : undefined;
}

function lastFailure(
	{ records }: SagaModel,
	run: RunNumber,
	type: 'attemptFailed' | 'undoAttemptFailed',
): string | null {
	for (const { entries } of [...records].reverse())
		for (const entry of entries)
			if (entry.type === type && entry.run === run) {
				// The list of attempts says so already.
				if (entry.cause === 'timeout') return null;
				return entry.message === '' ? entry.code : `${entry.code}: ${entry.message}`;
			}
	return null;
}
