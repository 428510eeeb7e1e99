/** What an operator does to a saga under test, where a trace cannot write it: numbers that mean nothing, values that cannot be sent. */
import { compile } from '../../compile/compile';
import type { CompiledFlow } from '../../compile/compiled-flow';
import type { FlowDefinition } from '../../flow/definition';
import type { StartField } from '../../flow/nodes/start';
import { sketch } from '../../flow/sketch';
import type { OperatorAction } from '../input';
import type { Transition } from '../transition-result';
import { SagaRun } from './saga-run';

type Samples = Readonly<Record<string, StartField['sample']>>;

export function compiledSketch(text: string, payload: Samples = {}, version = 1): CompiledFlow {
	return compiledDrawing(sketch(text, payload), version);
}

export function compiledDrawing(definition: FlowDefinition, version = 1): CompiledFlow {
	const compiled = compile(definition, version);
	if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '));
	return compiled.flow;
}

export function startedSketch(text: string, payload: Samples = {}): SagaRun {
	return SagaRun.started(compiledSketch(text, payload), payload);
}

export function operate(saga: SagaRun, action: OperatorAction): Transition {
	return saga.give({ type: 'operatorActed', action, actor: 'ann', reason: 'a test' });
}

/** Code and words. */
export function refused(result: Transition): string {
	return result.kind === 'refused' ? `${result.code}: ${result.message}` : result.kind;
}

/** The newest that was entered at this node: a run, call, approval, wait or scope. */
export function numberOf(saga: SagaRun, node: string): number {
	for (const entry of saga.entries.toReversed()) {
		if (entry.type === 'stepStarted' && entry.step === node) return entry.run;
		if ((entry.type === 'callStarted' || entry.type === 'approvalOpened') && entry.node === node) return entry.run;
		if (entry.type === 'waitOpened' && entry.node === node) return entry.wait;
		if (entry.type === 'scopeOpened' && entry.node === node) return entry.scope;
	}
	throw new Error(`Nothing was entered at ${node}.`);
}
