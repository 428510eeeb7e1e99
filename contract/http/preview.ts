/**
 * POST /sagas/:id/actions/preview: what an action would do now, by the engine run dry on one consistent read. Nothing is
 * stored, and the action itself is judged anew. An `ActionPreview` of saga/engine/preview, or the refusal.
 */
import { z } from 'zod';
import { undoPlanItemSchema } from './saga';
import { sagaStatuses } from './sagas';

const placeSchema = z.object({
	kind: z.enum(['step', 'approval', 'call', 'wait', 'scope', 'token', 'undo']),
	run: z.int().nullable(),
	node: z.string(),
});

const commandSchema = z.object({
	run: z.int(),
	step: z.string(),
	undo: z.boolean(),
	participant: z.string(),
	command: z.string(),
	attempt: z.int(),
});

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const allowedSchema = z.object({
	kind: z.literal('allowed'),
	/** Goes out at once. */
	sent: list(commandSchema),
	/** What it has undone, in order. */
	undone: list(undoPlanItemSchema),
	abandoned: list(z.object({ run: z.int(), step: z.string() })),
	/** Waits, approvals, calls and scopes that are left. */
	left: list(placeSchema),
	unwoundCalls: list(z.object({ run: z.int(), child: z.string() })),
	/** What stays, of a saga that it ends. */
	standing: list(z.object({ step: z.string() })),
	/** Once all is undone, it goes on before this node. */
	backTo: z.string().nullable(),
	status: z.enum(sagaStatuses),
	suspended: z.boolean(),
	/** Where it stands then. */
	open: list(placeSchema),
	incidents: z.int(),
});

const refusedSchema = z.object({
	kind: z.literal('refused'),
	code: z.string(),
	/** Why, and what is possible instead. */
	message: z.string(),
	path: z.string().optional(),
});

export const previewAnswerSchema = z.object({
	/** The history record as of which it was judged. */
	seq: z.int(),
	/** Inputs that wait because store or engine failed on them: they run first, so what follows may differ. */
	waitingInputs: z.int(),
	preview: z.discriminatedUnion('kind', [allowedSchema, refusedSchema]),
});
export type PreviewAnswer = z.infer<typeof previewAnswerSchema>;
