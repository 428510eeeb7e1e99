/**
 * CloudEvents 1.0 over Kafka (binary mode written, binary and structured mode read), by hand: the SDK costs 30 times as
 * much per message, and a saga has eight of them. A test with the SDK proves that each side reads what the other writes.
 *
 * Source: CloudEvents 1.0.2 and its Kafka protocol binding (https://cloudevents.io).
 */
import { dataBytesMax, type IncomingWireRecord, type Undecodable, undecodable, type WireJson } from './record';

export interface CloudEvent {
	readonly id: string;
	readonly type: string;
	readonly source: string;
	readonly subject: string;
	/** RFC 3339; empty when the sender gave none. */
	readonly time: string;
	/** Extension attributes by name without `ce_`: lower-case letters and digits. */
	readonly extensions: Readonly<Record<string, string>>;
	/** W3C trace context; empty: none. */
	readonly traceparent: string;
	readonly data: WireJson;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const coreAttributes = new Set([
	'id',
	'type',
	'source',
	'subject',
	'time',
	'specversion',
	'datacontenttype',
	'dataschema',
]);

export function encodeHeaders(event: Omit<CloudEvent, 'data'>): Record<string, string> {
	const headers: Record<string, string> = {
		ce_specversion: '1.0',
		ce_id: event.id,
		ce_type: event.type,
		ce_source: event.source,
		ce_subject: event.subject,
		ce_time: event.time,
		'content-type': 'application/json',
	};
	if (event.traceparent !== '') headers.traceparent = event.traceparent;
	for (const name in event.extensions) headers[`ce_${name}`] = event.extensions[name] as string;
	return headers;
}

export function decodeCloudEvent(record: IncomingWireRecord): { ok: true; event: CloudEvent } | Undecodable {
	if (record.value === null) return undecodable('not-text', 'the record has no value');
	if (record.value.length > dataBytesMax + 16_384) {
		return undecodable('too-large', `${record.value.length} bytes; at most ${dataBytesMax} bytes of data are taken`);
	}
	let text: string;
	try {
		text = utf8.decode(record.value);
	} catch {
		return undecodable('not-text', 'the value is not UTF-8');
	}
	let body: WireJson;
	try {
		body = JSON.parse(text) as WireJson;
	} catch (error) {
		return undecodable('not-json', error instanceof Error ? error.message : String(error));
	}
	const headers = lowerCased(record.headers);
	if (headers['content-type']?.startsWith('application/cloudevents+json')) return structured(body, headers);
	if (record.value.length > dataBytesMax) {
		return undecodable('too-large', `${record.value.length} bytes of data; at most ${dataBytesMax} are taken`);
	}
	return binary(body, headers);
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
	const lower: Record<string, string> = {};
	for (const name in headers) lower[name.toLowerCase()] = headers[name] as string;
	return lower;
}

function binary(data: WireJson, headers: Record<string, string>): { ok: true; event: CloudEvent } | Undecodable {
	const missing = ['ce_specversion', 'ce_id', 'ce_type', 'ce_source'].find((name) => !headers[name]);
	if (missing !== undefined) return undecodable('not-a-cloud-event', `header ${missing} is missing`);
	if (!headers.ce_specversion?.startsWith('1.')) {
		return undecodable('not-a-cloud-event', `ce_specversion is ${headers.ce_specversion}; 1.0 is understood`);
	}
	const extensions: Record<string, string> = {};
	for (const name in headers) {
		if (name.startsWith('ce_') && !coreAttributes.has(name.slice(3)))
			extensions[name.slice(3)] = headers[name] as string;
	}
	return {
		ok: true,
		event: {
			id: headers.ce_id as string,
			type: headers.ce_type as string,
			source: headers.ce_source as string,
			subject: headers.ce_subject ?? '',
			time: headers.ce_time ?? '',
			extensions,
			traceparent: headers.traceparent ?? '',
			data,
		},
	};
}

function structured(body: WireJson, headers: Record<string, string>): { ok: true; event: CloudEvent } | Undecodable {
	if (body === null || typeof body !== 'object' || Array.isArray(body)) {
		return undecodable('not-a-cloud-event', 'a structured event is a JSON object');
	}
	const attributes: Record<string, string> = {};
	for (const [name, value] of Object.entries(body)) {
		if (name === 'data') continue;
		if (name === 'data_base64') return undecodable('data', 'data_base64 is not taken: send JSON data');
		attributes[`ce_${name.toLowerCase()}`] = typeof value === 'string' ? value : JSON.stringify(value);
	}
	const { ce_traceparent, ...rest } = attributes;
	return binary(body.data ?? null, { ...rest, traceparent: headers.traceparent ?? ce_traceparent ?? '' });
}
