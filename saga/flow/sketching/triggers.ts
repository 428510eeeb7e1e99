/** What a sketch says of events: what is caught, what is thrown, how an end ends. */
import type { z } from 'zod';
import type { FlowNode } from '../definition';
import type { EndNode } from '../nodes/end';
import type { reactionTriggerSchema } from '../nodes/event';
import { splitOutside } from './sketch-text';
import { mappingOf, type SketchWord, wordsOf } from './words';

type Trigger = z.infer<typeof reactionTriggerSchema>;
type ThrownEvent = Extract<FlowNode, { kind: 'publish' }>['event'];

export interface SketchTrigger {
	/** Before `=`; null: none. */
	readonly id: string | null;
	readonly on: Trigger;
	readonly words: readonly SketchWord[];
	readonly isInterrupting: boolean;
}

export function triggerOf(text: string): SketchTrigger {
	const { id, head, rest, words } = partsOf(text);
	return { id, on: caught(head, rest, words), words, isInterrupting: !words.some(({ name }) => name === 'nonint') };
}

function caught(head: string, rest: readonly string[], words: readonly SketchWord[]): Trigger {
	const output = mappingOf(words, 'out');
	const value = rest.join(' ');
	switch (head) {
		case 'timer':
			return { type: 'timer', timer: 'duration', value };
		case 'at':
			return { type: 'timer', timer: 'date', value };
		case 'every':
			return { type: 'timer', timer: 'cycle', value };
		case 'signal':
			return { type: 'signal', signal: value, output };
		case 'error':
		case 'escalation':
			return { type: head, code: value === '' ? null : value, output };
		default: {
			const [message = '', ...key] = head === 'message' ? rest : [head, ...rest];
			return { type: 'message', message, key: key.join(' '), output };
		}
	}
}

export function thrownOf(text: string): ThrownEvent {
	const { head, rest, words } = partsOf(text);
	const input = mappingOf(words, 'in');
	if (head === 'signal') return { type: 'signal', signal: rest.join(' '), input };
	if (head === 'escalation') return { type: 'escalation', code: rest.join(' '), input };
	const [message = '', ...key] = head === 'message' ? rest : [head, ...rest];
	return { type: 'message', message, key: key.join(' '), input };
}

export function endResultOf(text: string): NonNullable<EndNode['result']> {
	const [head = '', ...rest] = text.split(' ');
	switch (head) {
		case 'error':
			return { type: 'error', code: rest.join(' '), message: '' };
		case 'terminate':
			return { type: 'terminate' };
		case 'compensate':
			return { type: 'compensate', activity: rest[0] ?? null };
		default:
			return thrownOf(text);
	}
}

/** `[ID=]head rest… [words]`. */
function partsOf(text: string) {
	const label = /^([A-Za-z][A-Za-z0-9_-]*)=/.exec(text)?.[1] ?? null;
	const [, bare = '', bracket = ''] =
		/^(.*?)(?:\[([^\]]*)\])?$/.exec(label === null ? text : text.slice(label.length + 1)) ?? [];
	const [head = '', ...rest] = splitOutside(bare, ' ');
	return { id: label, head, rest, words: wordsOf(bracket) };
}
