/**
 * How much of a flow can be undone: the number in the designer's header.
 * Counted are the compensable steps; a pivot and what is retried until it succeeds are never undone by an unwinding.
 */
import type { FlowDefinition } from '../definition';
import type { NodeId } from '../nodes/node-base';
import type { StepNode } from '../nodes/step';
import { stepsOf } from './graph';

export interface UndoCoverage {
	readonly covered: number;
	readonly total: number;
	readonly missing: readonly NodeId[];
}

export function undoCoverage(definition: FlowDefinition): UndoCoverage {
	const compensable = stepsOf(definition).filter((step) => step.class === 'compensable');
	const missing = compensable.filter((step) => !saysHowToUndo(step)).map((step) => step.id);
	return { covered: compensable.length - missing.length, total: compensable.length, missing };
}

/** A command that undoes it, or the stated reason why nothing does. */
function saysHowToUndo(step: StepNode): boolean {
	if (step.compensation === null) return false;
	if (step.compensation.type === 'none') return step.compensation.because.trim() !== '';
	return step.compensation.type === 'scope' || step.compensation.command !== '';
}
