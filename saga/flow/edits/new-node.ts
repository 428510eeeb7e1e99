/**
 * Nodes as the palette gives them: with a fresh id and name and the defaults of their kind. They are not in the flow
 * yet; `addNode` puts them there, so that the caller knows the id before it edits.
 */
import type { FlowDefinition, FlowNode } from '../definition';
import type { CommandCompensation, NoCompensation } from '../nodes/compensation';
import type { EndNode } from '../nodes/end';
import type { ExclusiveNode, ParallelNode } from '../nodes/gateway';
import { retriesDefault, timeoutMsDefault } from '../nodes/retries';
import type { StartNode } from '../nodes/start';
import type { StepNode } from '../nodes/step';
import { freshName, freshNodeId, titleOf } from './fresh-names';
import { newOther } from './new-other-node';

export interface StepWish {
	readonly name?: string;
	readonly participant?: string;
	readonly command?: string;
	/** The command that undoes it, as the participant offers it. */
	readonly undo?: string;
}

export function newStep(definition: FlowDefinition, wish: StepWish = {}): StepNode {
	const command = wish.command ?? '';
	const name = wish.name ?? (command === '' ? 'Step' : titleOf(command));
	return {
		id: freshNodeId(definition, command === '' ? name : command),
		kind: 'step',
		name: freshName(definition, name),
		participant: wish.participant ?? '',
		command,
		input: [],
		output: [],
		timeoutMs: timeoutMsDefault,
		retries: retriesDefault,
		expectedErrors: [],
		class: 'compensable',
		compensation: wish.undo === undefined ? null : newCompensation(wish.undo),
	};
}

function newParallel(definition: FlowDefinition): ParallelNode {
	return { id: freshNodeId(definition, 'parallel'), kind: 'parallel', name: '' };
}

export function newExclusive(definition: FlowDefinition): ExclusiveNode {
	return { id: freshNodeId(definition, 'decision'), kind: 'exclusive', name: freshName(definition, 'Decision') };
}

function newStart(definition: FlowDefinition): StartNode {
	return {
		id: freshNodeId(definition, 'start'),
		kind: 'start',
		name: freshName(definition, 'Start'),
		fields: [],
		businessKey: '',
	};
}

export function newEnd(definition: FlowDefinition): EndNode {
	return { id: freshNodeId(definition, 'end'), kind: 'end', name: freshName(definition, 'End') };
}

/** A bare node of a kind, as dragged from the palette. */
export function newNode(definition: FlowDefinition, kind: FlowNode['kind']): FlowNode {
	switch (kind) {
		case 'start':
			return newStart(definition);
		case 'end':
			return newEnd(definition);
		case 'step':
			return newStep(definition);
		case 'parallel':
			return newParallel(definition);
		case 'exclusive':
			return newExclusive(definition);
		default:
			return newOther(definition, kind);
	}
}

/** A compensation by command; participant '' is the step's own. */
export function newCompensation(command: string): CommandCompensation {
	return {
		type: 'command',
		name: titleOf(command),
		participant: '',
		command,
		input: [],
		timeoutMs: timeoutMsDefault,
		retries: retriesDefault,
	};
}

export function newNoCompensation(effect: NoCompensation['effect']): NoCompensation {
	return { type: 'none', effect, because: '' };
}
