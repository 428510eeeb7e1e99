/** What a stored request asks for, read with suspicion: the web checked it, but the row may be of another version. */
import { z } from 'zod';
import type { OperatorAction, SagaId } from '@/saga/engine/input';
import type { JsonObject } from '@/saga/expression/json';
import type { Arrival } from './arrival';
import type { OpenRequest } from './ports';

const objectSchema = z.custom<JsonObject>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const startBodySchema = z.object({ payload: objectSchema, businessKey: z.string().nullish() });

const actionBodySchema = z.discriminatedUnion('type', [
	z.object({
		type: z.literal('retry'),
		run: z.int().min(1),
		undo: z.boolean(),
		changedInput: objectSchema.nullish(),
		reason: z.string(),
	}),
	z.object({ type: z.literal('retry-node'), node: z.string().min(1), reason: z.string() }),
	/** Only what is parked, which every action runs first. */
	z.object({ type: z.literal('retry-parked'), reason: z.string() }),
]);

/** Null: it is not understood. */
export function arrivalOf(request: OpenRequest): Extract<Arrival, { kind: 'start' | 'action' }> | null {
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

function actionOf({ id, sagaId, actor }: OpenRequest, body: unknown) {
	const action = actionBodySchema.safeParse(body);
	if (!action.success || sagaId === null) return null;
	const { reason } = action.data;
	return { kind: 'action', sagaId, requestId: id, action: operatorAction(action.data), actor, reason } as const;
}

function operatorAction(body: z.infer<typeof actionBodySchema>): OperatorAction | null {
	switch (body.type) {
		case 'retry':
			return { type: 'retry', run: body.run, undo: body.undo, changedInput: body.changedInput ?? null };
		case 'retry-node':
			return { type: 'retryNode', node: body.node };
		case 'retry-parked':
			return null;
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
