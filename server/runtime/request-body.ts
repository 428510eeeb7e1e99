/** What a stored request asks for, read with suspicion: the web checked it, but the row may be of another version. */
import { z } from 'zod';
import type { OperatorAction, SagaId } from '@/saga/engine/input';
import type { Json, JsonObject } from '@/saga/expression/json';
import type { Arrival } from './arrival';
import type { OpenRequest } from './ports';

const objectSchema = z.custom<JsonObject>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const startBodySchema = z.object({ payload: objectSchema, businessKey: z.string().nullish() });

const jsonSchema = z.custom<Json>((value) => value !== undefined);
const run = z.int().min(1);
const answerSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('completed'), output: jsonSchema }),
	z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
	z.object({ type: z.literal('unavailable'), message: z.string() }),
]);

const operatorActionSchema: z.ZodType<OperatorAction> = z.discriminatedUnion('type', [
	z.object({ type: z.literal('retry'), run, undo: z.boolean(), changedInput: objectSchema.nullable() }),
	z.object({ type: z.literal('retryNode'), node: z.string() }),
	z.object({ type: z.literal('supplyReply'), run, undo: z.boolean(), answer: answerSchema }),
	z.object({ type: z.literal('skipDone'), run, output: objectSchema.nullable() }),
	z.object({ type: z.enum(['skipNotDone', 'markUndone', 'acceptGap', 'undoBackTo']), run }),
	z.object({ type: z.literal('moveToken'), run: run.nullable(), from: z.string().nullable(), to: z.string() }),
	z.object({ type: z.enum(['undoEverything', 'cancelWithUndo', 'cancelWithoutUndo', 'suspend', 'resume']) }),
	z.object({ type: z.literal('migrate'), version: z.int() }),
]);

const actionBodySchema = z.union([
	/** `action` null: only what is parked, which every action runs first. */
	z.object({ action: operatorActionSchema.nullable(), reason: z.string() }),
	z.object({ approval: z.object({ run, output: objectSchema }) }),
]);

/** Null: it is not understood. */
export function arrivalOf(request: OpenRequest): Extract<Arrival, { kind: 'start' | 'action' | 'approval' }> | null {
	const body = parsed(request.body);
	return request.kind === 'start' ? startOf(request, body) : actionOf(request, body);
}

function startOf({ id, flowId, flowVersion, actor }: OpenRequest, body: unknown) {
	const start = startBodySchema.safeParse(body);
	if (!start.success || flowId === null || flowVersion === null) return null;
	const { payload, businessKey } = start.data;
	return {
		kind: 'start',
		sagaId: id as SagaId,
		flowId,
		flowVersion,
		payload,
		businessKey: businessKey ?? null,
		actor,
	} as const;
}

function actionOf({ id: requestId, sagaId, actor }: OpenRequest, body: unknown) {
	const asked = actionBodySchema.safeParse(body);
	if (!asked.success || sagaId === null) return null;
	const of = { sagaId, requestId, actor };
	return 'approval' in asked.data
		? ({ kind: 'approval', ...of, ...asked.data.approval } as const)
		: ({ kind: 'action', ...of, ...asked.data } as const);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
