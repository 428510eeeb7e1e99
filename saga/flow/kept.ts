/**
 * What `FlowDefinition.kept` holds: what an imported BPMN model has beyond what we run, so that export writes it back,
 * the diagram draws it greyed, and nobody is told that it runs. saga/bpmn makes these records; the engine never reads them.
 *
 * Invariant: a record of another shape is left alone by whoever does not know it.
 */
import { z } from 'zod';
import { boundsSchema, type FlowDefinition, pointSchema } from './definition';
import type { Problem } from './problem';

/** What an element of the file has and ours would not have: by name, and for children by name and number (`zeebe:input#0`). */
export type Extras = {
	readonly attributes: Readonly<Record<string, string>>;
	readonly inside: Readonly<Record<string, Extras>>;
	/** Whole children as XML, with the prefixes of saga/bpmn. */
	readonly more: readonly string[];
};
const extrasSchema: z.ZodType<Extras> = z.lazy(() =>
	z.strictObject({
		attributes: z.record(z.string(), z.string()),
		inside: z.record(z.string(), extrasSchema),
		more: z.array(z.string()).readonly(),
	}),
);

/**
 * Where a part of the flow comes from. `of`: `node:ID`, `edge:ID`, `handler:ACTIVITY`, `boundary:ACTIVITY` and
 * `association:ACTIVITY` (how its compensation is drawn in BPMN), `process`, `definitions`, `root:TYPE|NAME|KEY` (a message,
 * signal, error or escalation).
 */
export const originSchema = z.strictObject({
	kind: z.literal('origin'),
	of: z.string(),
	/** Its XML id, where ours would be another. */
	id: z.string().nullable(),
	/** What the file had in the place of an id, where that is no XML name. */
	called: z.string().nullable(),
	/** `bpmn:sendTask`, where ours would be another. */
	element: z.string().nullable(),
	extras: extrasSchema.nullable(),
	/** Of its shape or line in the diagram. */
	shape: extrasSchema.nullable(),
	/** Where the layout has no place for it. */
	bounds: boundsSchema.nullable(),
	/** Where its line leaves and arrives, or the whole line where the layout has no place for it. */
	points: z.array(pointSchema).readonly().nullable(),
});
export type Origin = z.infer<typeof originSchema>;

export const keptElementSchema = z.strictObject({
	kind: z.literal('element'),
	id: z.string(),
	/** `bpmn:dataObjectReference`. */
	element: z.string(),
	name: z.string(),
	/** What it stands in, as in `Origin.of`. */
	parent: z.string(),
	/** `error`: the model is invalid here, and the flow cannot be deployed. */
	level: z.enum(['kept', 'error']),
	reason: z.string(),
	remedy: z.string(),
	xml: z.string(),
	/** Its part of the diagram as XML. */
	diagram: z.array(z.string()).readonly(),
	/** The same to be drawn; those of what stands inside it come after it. */
	shapes: z
		.array(z.strictObject({ id: z.string(), name: z.string(), element: z.string(), bounds: boundsSchema }))
		.readonly(),
	lines: z
		.array(z.strictObject({ id: z.string(), element: z.string(), points: z.array(pointSchema).readonly() }))
		.readonly(),
});
export type KeptElement = z.infer<typeof keptElementSchema>;

/** Something in the flow is not valid. It is void once its node or edge is gone, or no longer has
 * `text` in its JSON. */
export const markSchema = z.strictObject({
	kind: z.literal('mark'),
	/** Of the element in the file. */
	id: z.string(),
	node: z.string().nullable(),
	edge: z.string().nullable(),
	text: z.string().nullable(),
	reason: z.string(),
	remedy: z.string(),
});
export type Mark = z.infer<typeof markSchema>;

/** Prefixes of other people's extensions, by which `extras` and `xml` call them. */
const namespacesSchema = z.strictObject({ kind: z.literal('namespaces'), uris: z.record(z.string(), z.string()) });

export const keptRecordSchema = z.discriminatedUnion('kind', [
	originSchema,
	keptElementSchema,
	markSchema,
	namespacesSchema,
]);
export type KeptRecord = z.infer<typeof keptRecordSchema>;

export function keptRecords({ kept }: Pick<FlowDefinition, 'kept'>): readonly KeptRecord[] {
	return kept.flatMap((record) => {
		const parsed = keptRecordSchema.safeParse(record);
		return parsed.success ? [parsed.data] : [];
	});
}

/** Where the imported model is invalid: such a flow is neither deployed nor rehearsed. */
export function importProblems(definition: FlowDefinition): Problem[] {
	return keptRecords(definition).flatMap((record) => {
		if (record.kind === 'mark' && stands(definition, record)) return [problemOf(record, record.node, record.edge)];
		return record.kind === 'element' && record.level === 'error' ? [problemOf(record, null, null)] : [];
	});
}

function stands(definition: FlowDefinition, { node, edge, text }: Mark): boolean {
	if (node === null && edge === null) return true;
	const marked =
		node === null ? definition.edges.find(({ id }) => id === edge) : definition.nodes.find(({ id }) => id === node);
	return marked !== undefined && (text === null || JSON.stringify(marked).includes(text));
}

function problemOf(
	{ id, reason, remedy }: Pick<Mark, 'id' | 'reason' | 'remedy'>,
	node: string | null,
	edge: string | null,
): Problem {
	return { code: 'import-error', severity: 'error', message: `${id}: ${reason} ${remedy}`, node, edge, field: null };
}
