/** The kinds that the palette gives bare, with what must be filled in left empty. */
import type { FlowDefinition, FlowNode } from '../definition';
import { freshName, freshNodeId } from './fresh-names';

type OtherKind = Exclude<FlowNode['kind'], 'start' | 'end' | 'step' | 'parallel' | 'exclusive'>;

const words: Readonly<Record<OtherKind, string>> = {
	inclusive: '',
	'event-race': '',
	catch: 'Wait',
	publish: 'Publish',
	undo: 'Undo',
	assign: 'Assign',
	approval: 'Approve',
	subflow: 'Subflow',
	call: 'Call',
	boundary: 'Boundary',
	link: 'Link',
};

export function newOther(definition: FlowDefinition, kind: OtherKind): FlowNode {
	const base = {
		id: freshNodeId(definition, kind),
		name: words[kind] === '' ? '' : freshName(definition, words[kind]),
	};
	const activity = { ...base, compensation: null, input: [], output: [] };
	switch (kind) {
		case 'inclusive':
		case 'event-race':
			return { ...base, kind };
		case 'catch':
			return { ...base, kind, on: { type: 'message', message: '', key: '', output: [] } };
		case 'publish':
			return { ...base, kind, event: { type: 'message', message: '', key: '', input: [] } };
		case 'undo':
			return { ...base, kind, activity: null };
		case 'assign':
			return { ...base, kind, output: [] };
		case 'approval':
			return { ...activity, kind, question: '', fields: [], candidates: '' };
		case 'subflow':
			return { ...activity, kind, eventStarted: false, whenInterrupted: 'keep' };
		case 'call':
			return { ...activity, kind, flow: '' };
		case 'boundary':
			return { ...base, kind, attachedTo: base.id, interrupting: true, on: { type: 'error', code: null, output: [] } };
		case 'link':
			return { ...base, kind, end: 'from', link: '' };
	}
}
