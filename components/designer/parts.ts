/** What can be put into a flow: the palette's parts and the commands that participants offer, also as drag data. */
import { z } from 'zod';
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { newNode, newStep } from '@/saga/flow/edits/new-node';

export const partSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('node'), kind: z.enum(['step', 'end', 'parallel', 'exclusive', 'start']) }),
	z.object({ type: z.literal('command'), participant: z.string(), command: z.string(), undo: z.string().nullable() }),
]);
export type Part = z.infer<typeof partSchema>;

export const partMime = 'application/x-unwind-part';

export interface PaletteEntry {
	readonly part: Part;
	readonly kind: FlowNode['kind'];
	readonly label: string;
	readonly hint: string;
	readonly keys: string;
}

type PaletteKind = Extract<Part, { type: 'node' }>['kind'];

const entry = (kind: PaletteKind, label: string, keys: string, hint: string): PaletteEntry => ({
	part: { type: 'node', kind },
	kind,
	label,
	hint,
	keys,
});

export const paletteGroups: readonly { readonly title: string; readonly entries: readonly PaletteEntry[] }[] = [
	{ title: 'Steps', entries: [entry('step', 'Step', 's', 'A command to one participant, whose reply is awaited')] },
	{
		title: 'Gateways',
		entries: [
			entry('parallel', 'Parallel', 'p', 'All ways at once; or waits until all have come together'),
			entry('exclusive', 'Decision', 'd', 'One way of several, by conditions'),
		],
	},
	{ title: 'Events', entries: [entry('end', 'End', 'e', 'The saga ends when its last way has ended')] },
];

export function nodeOf(definition: FlowDefinition, part: Part): FlowNode {
	if (part.type === 'node') return newNode(definition, part.kind);
	const { participant, command, undo } = part;
	return newStep(definition, { participant, command, ...(undo === null ? {} : { undo }) });
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
