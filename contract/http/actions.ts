/**
 * POST /sagas/:id/actions: ask the orchestrator to act on a saga; GET /requests/:id says what became of it.
 * The operator actions of saga/engine/input, and a person's answer to an approval.
 */
import { z } from 'zod';
import { instantSchema, jsonObjectSchema } from './documents';
import { refusalSchema } from './sagas';

/** For the audit trail. */
const reasonSchema = z.string().trim().min(1, 'must say why, in a few words').max(500);

const run = z.int().min(1);
const nodeSchema = z.string().min(1).max(64);

const suppliedAnswerSchema = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('completed'), output: z.json() }),
	/** No effect remained. */
	z.strictObject({ type: z.literal('failed'), code: z.string().min(1).max(100), message: z.string().max(500) }),
	/** No effect. */
	z.strictObject({ type: z.literal('unavailable'), message: z.string().max(500) }),
]);

/** Send the open command of this run (forward or undo) again now, with the attempts counted anew; or try a parked step anew. */
const retry = z.strictObject({
	type: z.literal('retry'),
	run,
	undo: z.boolean(),
	/** Replaces the command's payload. */
	changedInput: jsonObjectSchema.optional(),
});
/** Let the tokens that an incident holds at this node (no path, an expression that failed) try again. */
const retryNode = z.strictObject({ type: z.literal('retry-node'), node: nodeSchema });
/** Settle the open command of this run, forward or undo, by the answer that its participant would have given. */
const supplyReply = z.strictObject({
	type: z.literal('supply-reply'),
	run,
	undo: z.boolean(),
	answer: suppliedAnswerSchema,
});
/** It was done: the run ends completed, with this output or none, and is undone like any other. */
const skipDone = z.strictObject({ type: z.literal('skip-done'), run, output: jsonObjectSchema.optional() });
/** It was not done: the run ends abandoned, and its token goes on. */
const skipNotDone = z.strictObject({ type: z.literal('skip-not-done'), run });
const markUndone = z.strictObject({ type: z.literal('mark-undone'), run });
const acceptGap = z.strictObject({ type: z.literal('accept-gap'), run });
const undoEverything = z.strictObject({ type: z.literal('undo-everything') });
/** Undo what came since this run was entered, and go on before it. */
const undoBackTo = z.strictObject({ type: z.literal('undo-back-to'), run });
/** Take the token out of this run, wait or scope (or, `run` null, from where an incident holds it at `from`), and put it before `to`. */
const moveToken = z.strictObject({
	type: z.literal('move-token'),
	run: run.nullable(),
	from: nodeSchema.nullable(),
	to: nodeSchema,
});
const cancelWithUndo = z.strictObject({ type: z.literal('cancel-with-undo') });
const cancelWithoutUndo = z.strictObject({ type: z.literal('cancel-without-undo') });
const suspend = z.strictObject({ type: z.literal('suspend') });
const resume = z.strictObject({ type: z.literal('resume') });
const migrate = z.strictObject({ type: z.literal('migrate'), version: z.int().min(1) });

/** What can be previewed: all that the engine judges as an operator's action. */
export const operatorActionSchema = z.discriminatedUnion('type', [
	retry,
	retryNode,
	supplyReply,
	skipDone,
	skipNotDone,
	markUndone,
	acceptGap,
	undoEverything,
	undoBackTo,
	moveToken,
	cancelWithUndo,
	cancelWithoutUndo,
	suspend,
	resume,
	migrate,
]);
export type OperatorActionRequest = z.infer<typeof operatorActionSchema>;

const because = { reason: reasonSchema };

export const actionRequestSchema = z.discriminatedUnion('type', [
	retry.extend(because),
	retryNode.extend(because),
	supplyReply.extend(because),
	skipDone.extend(because),
	skipNotDone.extend(because),
	markUndone.extend(because),
	acceptGap.extend(because),
	undoEverything.extend(because),
	undoBackTo.extend(because),
	moveToken.extend(because),
	cancelWithUndo.extend(because),
	cancelWithoutUndo.extend(because),
	suspend.extend(because),
	resume.extend(because),
	migrate.extend(because),
	/** Run the inputs that wait because the store or the engine failed on them (`parked` of the saga). */
	z.strictObject({ type: z.literal('retry-parked'), ...because }),
	/** What a person has entered: the approval's output. It says itself why, so no reason is asked. */
	z.strictObject({ type: z.literal('answer-approval'), run, output: jsonObjectSchema }),
]);
export type ActionRequest = z.infer<typeof actionRequestSchema>;

export const actionAnswerSchema = z.object({ requestId: z.uuid(), statusUrl: z.string() });
export type ActionAnswer = z.infer<typeof actionAnswerSchema>;

const requestKinds = ['start', 'action', 'demo-kill'] as const;
const requestStatuses = ['open', 'done', 'refused'] as const;

export const requestAnswerSchema = z.object({
	id: z.uuid(),
	kind: z.enum(requestKinds),
	status: z.enum(requestStatuses),
	refusal: refusalSchema.nullable(),
	sagaId: z.uuid().nullable(),
	actor: z.string(),
	createdAt: instantSchema,
	answeredAt: instantSchema.nullable(),
});
export type RequestAnswer = z.infer<typeof requestAnswerSchema>;

/** POST /demo/kill-orchestrator; answered like an action. */
export const killRequestSchema = z.strictObject({});
