/** The words in square brackets: what they change of an activity. */

import type { FlowNode } from '../definition';
import { newCompensation, newNoCompensation } from '../edits/new-node';
import type { CommandCompensation } from '../nodes/compensation';
import type { MappingEntry } from '../nodes/mapping';
import { retriesDefault } from '../nodes/retries';
import type { StepNode } from '../nodes/step';
import { splitOutside } from './sketch-text';

type Activity = Extract<FlowNode, { kind: 'step' | 'subflow' | 'call' | 'approval' }>;
type ForEach = NonNullable<Activity['forEach']>;

export interface SketchWord {
	readonly name: string;
	/** Behind `=`; empty: none. */
	readonly value: string;
}

export function wordsOf(text: string): readonly SketchWord[] {
	return splitOutside(text, ' ').map((word) => {
		const at = word.indexOf('=');
		return at < 0 ? { name: word, value: '' } : { name: word.slice(0, at), value: word.slice(at + 1) };
	});
}

export function isActivity(node: FlowNode): node is Activity {
	return node.kind === 'step' || node.kind === 'subflow' || node.kind === 'call' || node.kind === 'approval';
}

export function withWords(node: FlowNode, words: readonly SketchWord[]): FlowNode {
	return words.reduce(withWord, node);
}

/** Of the words those that begin with `side.`: a mapping. */
export function mappingOf(words: readonly SketchWord[], side: 'in' | 'out'): readonly MappingEntry[] {
	return words.flatMap(({ name, value }) =>
		name.startsWith(`${side}.`) ? [{ target: name.slice(side.length + 1), expression: value }] : [],
	);
}

function withWord(node: FlowNode, word: SketchWord): FlowNode {
	const changed =
		(isActivity(node) ? (activityWord(node, word) ?? forEachWord(node, word)) : null) ??
		(node.kind === 'step' ? stepWord(node, word) : null) ??
		(node.kind === 'subflow' && word.name === 'undo-now' ? { ...node, whenInterrupted: 'undo-now' as const } : null);
	if (changed === null) throw new Error(`A sketch knows no word "${word.name}" of ${node.kind} "${node.id}".`);
	return changed;
}

function activityWord(node: Activity, word: SketchWord): FlowNode | null {
	const { name, value } = word;
	if (name.startsWith('in.')) return { ...node, input: [...node.input, ...mappingOf([word], 'in')] };
	if (name.startsWith('out.')) return { ...node, output: [...node.output, ...mappingOf([word], 'out')] };
	if (name.startsWith('undo.'))
		return { ...node, compensation: withInput(node, { target: name.slice('undo.'.length), expression: value }) };
	switch (name) {
		case 'gap':
		case 'harmless':
			return { ...node, compensation: { ...newNoCompensation(name), because: `${node.name} is ${name}` } };
		case 'unsaid':
			return { ...node, compensation: null };
		case 'undo':
			return {
				...node,
				compensation: { ...newCompensation(value), participant: node.kind === 'step' ? '' : value },
			};
		default:
			return null;
	}
}

function withInput(node: Activity, entry: MappingEntry): CommandCompensation {
	if (node.compensation?.type !== 'command') throw new Error(`"${node.id}" has no command that undoes it.`);
	return { ...node.compensation, input: [...node.compensation.input, entry] };
}

function forEachWord(node: Activity, { name, value }: SketchWord): FlowNode | null {
	const { forEach } = node;
	if (forEach === undefined) return null;
	const set = (patch: Partial<ForEach>): FlowNode => ({ ...node, forEach: { ...forEach, ...patch } });
	switch (name) {
		case 'seq':
			return set({ mode: 'sequential' });
		case 'limit':
			return set({ limit: Number(value) });
		case 'each':
			return set({ element: value });
		case 'until':
			return set({ completion: value });
		case 'collect': {
			const [variable = '', expression = ''] = splitOutside(value, ':');
			return set({ result: { variable, expression } });
		}
		default:
			return null;
	}
}

function stepWord(step: StepNode, { name, value }: SketchWord): FlowNode | null {
	switch (name) {
		case 'pivot':
		case 'retriable':
			return { ...step, class: name, compensation: null };
		case 'once':
			return { ...step, retries: { ...retriesDefault, attemptsMax: 1 } };
		case 'attempts':
			return { ...step, retries: { ...retriesDefault, attemptsMax: Number(value) } };
		case 'timeout':
			return { ...step, timeoutMs: msOf(value) };
		case 'error':
		case 'retry':
			return { ...step, expectedErrors: [...step.expectedErrors, { code: value, retry: name === 'retry' }] };
		case 'park':
			return { ...step, park: { until: step.park?.until ?? null, atMostMs: value === '' ? null : msOf(value) } };
		case 'park-until': {
			const [message = '', key = ''] = splitOutside(value, ':');
			return { ...step, park: { until: { message, key }, atMostMs: step.park?.atMostMs ?? null } };
		}
		default:
			return null;
	}
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function msOf(text: string): number {
	const [, count, unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
	const factor = units[unit];
	if (factor === undefined) throw new Error(`"${text}" is no time: write 500ms, 30s, 5m, 1h or 2d.`);
	return Number(count) * factor;
}
