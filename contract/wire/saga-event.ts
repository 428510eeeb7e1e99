/**
 * The life cycle of a saga, told to whoever listens on `saga.events`: participants learn from it that they may forget.
 */
import { decodeCloudEvent, encodeHeaders } from './cloud-event';
import { isSagaId, traceparentOf } from './command-key';
import { type IncomingWireRecord, type OutgoingWireRecord, type Undecodable, undecodable } from './record';

const typePrefix = 'unwind.saga.';

export interface SagaEvent {
	readonly sagaId: string;
	readonly flowId: string;
	/** running, compensating, completed, compensated, failed, cancelled. */
	readonly status: string;
	readonly atMs: number;
}

export function encodeSagaEvent(event: SagaEvent, topic: string): OutgoingWireRecord & { readonly messageId: string } {
	const messageId = `${event.sagaId}/${event.status}@${event.atMs}`;
	return {
		topic,
		key: event.sagaId,
		value: JSON.stringify({ sagaId: event.sagaId, flowId: event.flowId, status: event.status }),
		headers: encodeHeaders({
			id: messageId,
			type: typePrefix + event.status,
			source: '/unwind',
			subject: event.sagaId,
			time: new Date(event.atMs).toISOString(),
			extensions: { sagaid: event.sagaId, sagaflow: event.flowId },
			traceparent: traceparentOf(event.sagaId, messageId),
		}),
		messageId,
	};
}

export function decodeSagaEvent(record: IncomingWireRecord): { ok: true; event: SagaEvent } | Undecodable {
	const decoded = decodeCloudEvent(record);
	if (!decoded.ok) return decoded;
	const { type, time, extensions } = decoded.event;
	if (!type.startsWith(typePrefix))
		return undecodable('attribute', `ce_type is ${type}; expected ${typePrefix}<status>`);
	const { sagaid, sagaflow } = extensions;
	if (sagaid === undefined || !isSagaId(sagaid))
		return undecodable('attribute', `ce_sagaid is ${sagaid ?? 'missing'}; expected a saga id`);
	const atMs = Date.parse(time);
	return {
		ok: true,
		event: {
			sagaId: sagaid,
			flowId: sagaflow ?? '',
			status: type.slice(typePrefix.length),
			atMs: Number.isNaN(atMs) ? 0 : atMs,
		},
	};
}

/** After these nothing of the saga is asked of a participant any more, save an operator's undo of a completed one. */
export const endStatuses: ReadonlySet<string> = new Set(['completed', 'compensated', 'failed', 'cancelled']);
