/** What can be put into a flow: the palette's parts and the commands that participants offer, also as drag data. */
import { z } from 'zod';
import type { FlowDefinition, FlowNode, NodeKind } from '@/saga/flow/definition';
import { newNode, newStep } from '@/saga/flow/edits/new-node';

/** A kind of node, where needed with what makes it another part for the analyst. */
const partNames = [
	'step',
	'approval',
	'call',
	'assign',
	'subflow',
	'event-subflow',
	'parallel',
	'exclusive',
	'inclusive',
	'event-race',
	'wait-message',
	'wait-timer',
	'wait-signal',
	'publish',
	'undo',
	'boundary',
	'end',
	'link',
	'start',
] as const;
type PartName = (typeof partNames)[number];

const partSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('node'), name: z.enum(partNames) }),
	z.object({ type: z.literal('command'), participant: z.string(), command: z.string(), undo: z.string().nullable() }),
]);
export type Part = z.infer<typeof partSchema>;

export const partMime = 'application/x-unwind-part';

export interface PaletteEntry {
	readonly part: Part;
	readonly name: PartName;
	readonly label: string;
	readonly hint: string;
	readonly keys: string;
	/** Offered beside a node without opening a menu. */
	readonly isUsual: boolean;
}

const entry = (name: PartName, label: string, keys: string, hint: string, isUsual = false): PaletteEntry => ({
	part: { type: 'node', name },
	name,
	label,
	hint,
	keys,
	isUsual,
});

export interface PaletteGroup {
	readonly title: string;
	readonly entries: readonly PaletteEntry[];
}

export const paletteGroups: readonly PaletteGroup[] = [
	{
		title: 'Steps',
		entries: [
			entry('step', 'Step', 's', 'A command to one participant, whose reply is awaited', true),
			entry('approval', 'Approval', 'a', 'A person decides, in the console', true),
			entry('call', 'Call a flow', 'f', 'Another flow runs as a saga of its own, and its end is awaited'),
			entry('assign', 'Assign', 'v', 'Variables are computed'),
			entry('subflow', 'Subflow', 'b', 'Several nodes that are done, undone and interrupted as one'),
			entry('event-subflow', 'Event subflow', 'x', 'Started by an event while what is around it is running'),
		],
	},
	{
		title: 'Gateways',
		entries: [
			entry('parallel', 'Parallel', 'p', 'All ways at once; or waits until all have come together', true),
			entry('exclusive', 'Decision', 'd', 'One way of several, by conditions', true),
			entry('inclusive', 'Inclusive', 'n', 'Every way whose condition holds; or waits for those that were taken'),
			entry('event-race', 'Event race', 'r', 'The way whose event comes first: waits come after it'),
		],
	},
	{
		title: 'Events',
		entries: [
			entry('wait-message', 'Wait for message', 'w', 'Goes on when a message with the right key has come', true),
			entry('wait-timer', 'Wait for time', 't', 'Goes on after a time or at a moment'),
			entry('wait-signal', 'Wait for signal', 'g', 'Goes on when a signal, which all can hear, is given'),
			entry('publish', 'Publish', 'm', 'A message, a signal or an escalation goes out; nobody’s answer is awaited'),
			entry('undo', 'Undo', 'u', 'What has been done is undone, then the way goes on'),
			entry('boundary', 'On a border', 'k', 'Reacts to an error, a time or an event while an activity is open', true),
			entry('link', 'Link', 'l', 'A jump to the link of the same name, instead of a long connection'),
			entry('end', 'End', 'e', 'The saga ends when its last way has ended', true),
		],
	},
];

export function nodeOf(definition: FlowDefinition, part: Part): FlowNode {
	if (part.type === 'node') return newPart(definition, part.name);
	const { participant, command, undo } = part;
	return newStep(definition, { participant, command, ...(undo === null ? {} : { undo }) });
}

function newPart(definition: FlowDefinition, name: PartName): FlowNode {
	const ofKind = <Kind extends NodeKind>(kind: Kind) => newNode(definition, kind) as Extract<FlowNode, { kind: Kind }>;
	switch (name) {
		case 'event-subflow':
			return { ...ofKind('subflow'), eventStarted: true };
		case 'wait-message':
			return ofKind('catch');
		case 'wait-timer':
			return { ...ofKind('catch'), on: { type: 'timer', timer: 'duration', value: '' } };
		case 'wait-signal':
			return { ...ofKind('catch'), on: { type: 'signal', signal: '', output: [] } };
		default:
			return newNode(definition, name);
	}
}

/** Null: something else was dragged here. */
export function readPart(text: string): Part | null {
	try {
		const read = partSchema.safeParse(JSON.parse(text));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}
