/** What a node is called for people who hear it: "Step Charge card, compensation Refund card, 2 problems". */
import type { FlowNode, NodeKind } from '@/saga/flow/definition';
import type { NodeMark } from './overlay';

export const kindWords: Readonly<Record<NodeKind, string>> = {
	start: 'Start',
	end: 'End',
	step: 'Step',
	parallel: 'Parallel gateway',
	exclusive: 'Decision',
	inclusive: 'Inclusive gateway',
	'event-race': 'Event race',
	catch: 'Wait',
	publish: 'Publish',
	undo: 'Undo',
	assign: 'Assign',
	approval: 'Approval',
	subflow: 'Subflow',
	call: 'Call',
	boundary: 'Boundary event',
	link: 'Link',
};

/** The kind and the name; a name that only repeats the kind is said once. */
export function nodeWords(node: FlowNode): string {
	const kind = kindWords[node.kind];
	return node.name === '' || node.name === kind ? kind : `${kind} ${node.name}`;
}

type Trigger = Extract<FlowNode, { kind: 'boundary' }>['on'];
type Thrown = Extract<FlowNode, { kind: 'publish' }>['event'];

function triggerWords(on: Trigger): string {
	switch (on.type) {
		case 'message':
			return `message ${on.message || 'not named yet'}`;
		case 'signal':
			return `signal ${on.signal || 'not named yet'}`;
		case 'timer':
			return `timer ${on.value || 'not set yet'}`;
		case 'error':
			return on.code === null ? 'any error' : `error ${on.code || 'not named yet'}`;
		case 'escalation':
			return on.code === null ? 'any escalation' : `escalation ${on.code || 'not named yet'}`;
	}
}

function thrownWords(thrown: Thrown): string {
	if (thrown.type === 'message') return `message ${thrown.message || 'not named yet'}`;
	if (thrown.type === 'signal') return `signal ${thrown.signal || 'not named yet'}`;
	return `escalation ${thrown.code || 'not named yet'}`;
}

const besides = (interrupting: boolean) => (interrupting ? '' : ', does not interrupt');

/** What the marks in and on a shape say. */
function detailWords(node: FlowNode): string | null {
	switch (node.kind) {
		case 'start':
			if (node.reaction !== undefined)
				return `on ${triggerWords(node.reaction.on)}${besides(node.reaction.interrupting)}`;
			return node.trigger === undefined ? null : `on ${triggerWords(node.trigger)}`;
		case 'catch':
			return `for ${triggerWords(node.on)}`;
		case 'boundary':
			return `on ${triggerWords(node.on)}${besides(node.interrupting)}`;
		case 'publish':
			return thrownWords(node.event);
		case 'end':
			return node.result === undefined ? null : endWords(node.result);
		case 'step':
			return node.class === 'compensable' ? null : node.class;
		case 'subflow':
			return node.eventStarted ? 'started by an event' : null;
		case 'call':
			return node.flow === '' ? 'no flow yet' : `of ${node.flow}`;
		case 'link':
			return `${node.end} ${node.link || 'not named yet'}`;
		default:
			return null;
	}
}

function endWords(result: NonNullable<Extract<FlowNode, { kind: 'end' }>['result']>): string {
	if (result.type === 'terminate') return 'ends everything at once';
	if (result.type === 'compensate') return 'undoes before it ends';
	if (result.type === 'error') return `fails with ${result.code || 'a code not named yet'}`;
	return thrownWords(result);
}

function forEachWords(node: FlowNode): string | null {
	if (!('forEach' in node) || node.forEach === undefined) return null;
	return node.forEach.mode === 'sequential' ? 'for each, one after the other' : 'for each, at once';
}

function compensationWords(node: FlowNode): string | null {
	if (!('compensation' in node) || node.compensation === null) return null;
	if (node.compensation.type === 'none') return `cannot be undone: ${node.compensation.effect}`;
	if (node.compensation.type === 'scope') return `compensation ${node.compensation.name || 'by a flow of its own'}`;
	return `compensation ${node.compensation.name || node.compensation.command || 'without a command yet'}`;
}

export interface Surroundings {
	/** What a boundary event is attached to. */
	readonly host: string | null;
	/** `in Pack and ship`: the scope, if it is not the top. */
	readonly within: string | null;
}

export function spokenName(
	node: FlowNode,
	mark: NodeMark | undefined,
	{ host, within }: Surroundings = { host: null, within: null },
): string {
	const problems = (mark?.problems?.errors ?? 0) + (mark?.problems?.warnings ?? 0);
	const order = mark?.undo?.order ?? null;
	return [
		nodeWords(node),
		host === null ? null : `at ${host}`,
		within,
		detailWords(node),
		forEachWords(node),
		node.kind === 'step' && node.park !== undefined ? 'parks after a failure' : null,
		compensationWords(node),
		mark?.run?.words ?? null,
		mark?.undo === undefined ? null : mark.undo.words,
		order === null ? null : `undo order ${order}`,
		problems === 0 ? null : `${problems} ${problems === 1 ? 'problem' : 'problems'}`,
	]
		.filter((part) => part !== null && part !== '')
		.join(', ');
}
