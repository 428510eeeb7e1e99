/**
 * The document that an analyst draws: small, immutable, JSON. Everything else (the canvas, the compiled flow, the
 * diagram over a saga) is derived from it.
 *
 * Invariant: it is changed only by the pure functions of `saga/flow/edits`, so the previous value is the undo.
 * The schema says what can be *saved*; a draft may be incomplete or unsound. What can be *deployed* is for saga/lint.
 */
import { z } from 'zod';
import { approvalNodeSchema } from './nodes/approval';
import { assignNodeSchema } from './nodes/assign';
import { boundaryNodeSchema } from './nodes/boundary';
import { callNodeSchema } from './nodes/call';
import { catchNodeSchema } from './nodes/catch';
import { endNodeSchema } from './nodes/end';
import { eventRaceNodeSchema, exclusiveNodeSchema, inclusiveNodeSchema, parallelNodeSchema } from './nodes/gateway';
import { linkNodeSchema } from './nodes/link';
import { nodeIdSchema } from './nodes/node-base';
import { publishNodeSchema } from './nodes/publish';
import { startNodeSchema } from './nodes/start';
import { stepNodeSchema } from './nodes/step';
import { subflowNodeSchema } from './nodes/subflow';
import { undoNodeSchema } from './nodes/undo';

export const flowNodeSchema = z.discriminatedUnion('kind', [
	startNodeSchema,
	endNodeSchema,
	stepNodeSchema,
	parallelNodeSchema,
	exclusiveNodeSchema,
	inclusiveNodeSchema,
	eventRaceNodeSchema,
	catchNodeSchema,
	publishNodeSchema,
	undoNodeSchema,
	assignNodeSchema,
	approvalNodeSchema,
	subflowNodeSchema,
	callNodeSchema,
	boundaryNodeSchema,
	linkNodeSchema,
]);
export type FlowNode = z.infer<typeof flowNodeSchema>;
export type NodeKind = FlowNode['kind'];

export const edgeIdSchema = nodeIdSchema;
export type EdgeId = z.infer<typeof edgeIdSchema>;

export const flowEdgeSchema = z.strictObject({
	id: edgeIdSchema,
	source: nodeIdSchema,
	target: nodeIdSchema,
	name: z.string().max(120),
	/** FEEL; null: no condition. A way out of anything but a parallel gateway or an event race may have one. */
	condition: z.string().max(4_000).nullable(),
	/** Taken when no other condition holds; at most one per source. */
	isDefault: z.boolean(),
});
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

export const pointSchema = z.strictObject({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof pointSchema>;

/** Canvas units (pixels at zoom 1). Not read by compile. */
export const boundsSchema = z.strictObject({
	x: z.number(),
	y: z.number(),
	width: z.number().positive(),
	height: z.number().positive(),
});
export type Bounds = z.infer<typeof boundsSchema>;

export const flowLayoutSchema = z.strictObject({
	nodes: z.record(nodeIdSchema, boundsSchema),
	/** Bend points between source and target; an edge without entry is routed by the diagram. */
	edges: z.record(edgeIdSchema, z.array(pointSchema).max(100).readonly()),
});
export type FlowLayout = z.infer<typeof flowLayoutSchema>;

export const flowSettingsSchema = z.strictObject({
	/** How long an unwinding saga waits for open commands before it takes them as unknown. */
	settleMs: z.int().min(0).max(86_400_000),
	undoOrder: z.enum(['causal', 'sequential']),
});
export type FlowSettings = z.infer<typeof flowSettingsSchema>;
export const flowSettingsDefault: FlowSettings = { settleMs: 60_000, undoOrder: 'causal' };

export const flowIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

export const flowDefinitionSchema = z.strictObject({
	schemaVersion: z.literal(1),
	/** A slug, unique among flows: it stands in addresses and messages. */
	id: flowIdSchema,
	name: z.string().min(1).max(120),
	settings: flowSettingsSchema,
	nodes: z.array(flowNodeSchema).max(2_000).readonly(),
	/** Their order is the order in which an exclusive gateway tries its conditions. */
	edges: z.array(flowEdgeSchema).max(4_000).readonly(),
	layout: flowLayoutSchema,
	/** Parts of an imported model that we do not run, verbatim. Not read by compile. */
	kept: z.array(z.json()).readonly(),
});
export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;
