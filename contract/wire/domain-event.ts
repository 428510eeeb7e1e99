/**
 * A message event of the business ("paid", "order placed") on a domain topic: written by any service and by sagas that
 * publish, read by the orchestrators. The type is the message's name, the subject (else the Kafka key) its correlation
 * key; source and id together name the event, however often it is delivered.
 */
import { decodeCloudEvent, encodeHeaders } from './cloud-event';
import { traceparentOf } from './command-key';
import { type IncomingWireRecord, type OutgoingWireRecord, type Undecodable, undecodable } from './record';

export interface DomainEventToSend {
	/** Stable over all attempts to send it. */
	readonly id: string;
	/** Whose it is, as `/payments`. */
	readonly source: string;
	readonly name: string;
	/** The correlation key. */
	readonly key: string;
	/** A JSON object. */
	readonly payload: object;
	readonly atMs: number;
	/** The saga that publishes it, if one does. */
	readonly saga: { readonly id: string; readonly flowId: string } | null;
}

export function encodeDomainEvent(event: DomainEventToSend, topic: string): OutgoingWireRecord {
	const { id, source, name, key, atMs, saga } = event;
	return {
		topic,
		key,
		value: JSON.stringify(event.payload),
		headers: encodeHeaders({
			id,
			type: name,
			source,
			subject: key,
			time: new Date(atMs).toISOString(),
			extensions: saga === null ? {} : { sagaid: saga.id, sagaflow: saga.flowId },
			traceparent: saga === null ? '' : traceparentOf(saga.id, id),
		}),
	};
}

export interface DomainEvent {
	/** Of source and id. */
	readonly id: string;
	readonly name: string;
	readonly key: string;
	readonly payload: Readonly<Record<string, unknown>>;
}

const nameLengthMax = 200;
const keyLengthMax = 200;
const idLengthMax = 500;

export function decodeDomainEvent(record: IncomingWireRecord): { ok: true; event: DomainEvent } | Undecodable {
	const decoded = decodeCloudEvent(record);
	if (!decoded.ok) return decoded;
	const { type: name, source, id, subject, data } = decoded.event;
	const key = subject === '' ? (record.key ?? '') : subject;
	if (key === '') return undecodable('attribute', 'ce_subject and the record key are missing: nothing correlates it');
	const whole = `${source}#${id}`;
	const tooLong = [
		{ what: 'ce_type', text: name, max: nameLengthMax },
		{ what: 'the correlation key (ce_subject, else the record key)', text: key, max: keyLengthMax },
		{ what: 'ce_source with ce_id', text: whole, max: idLengthMax },
	].find(({ text, max }) => text.length > max || text.includes('\0'));
	if (tooLong !== undefined)
		return undecodable('attribute', `${tooLong.what} is longer than ${tooLong.max} characters, or holds U+0000`);
	if (data === null || typeof data !== 'object' || Array.isArray(data))
		return undecodable('data', 'the data of an event is a JSON object');
	return { ok: true, event: { id: whole, name, key, payload: data } };
}
