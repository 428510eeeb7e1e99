/** A saga under test of a sketched flow, and what its history says. */
import { compile } from '../../compile/compile';
import { sketch } from '../../flow/sketch';
import type { HistoryEntry } from '../entry';
import { SagaRun } from '../testing/saga-run';

export function started(...text: Parameters<typeof sketch>): SagaRun {
	const compiled = compile(sketch(...text), 1);
	if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '));
	return SagaRun.started(compiled.flow, text[1]);
}

/** The run of the newest command of this step. */
export function runOf(saga: SagaRun, step: string): number {
	return entriesOf(saga, 'stepStarted').findLast((entry) => entry.step === step)?.run ?? 0;
}

export function entriesOf<Type extends HistoryEntry['type']>(
	saga: SagaRun,
	type: Type,
): readonly Extract<HistoryEntry, { type: Type }>[] {
	return saga.entries.filter((entry): entry is Extract<HistoryEntry, { type: Type }> => entry.type === type);
}
