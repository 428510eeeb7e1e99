import { HTTP, Kafka } from 'cloudevents';
import { describe, expect, test } from 'vitest';
import { decodeCloudEvent, encodeHeaders } from './cloud-event';
import { type CommandToSend, decodeCommand, encodeCommand, type ReceivedCommand } from './command';
import { formatCommandKey, parseCommandKey } from './command-key';
import { encodeDeadLetter } from './dead-letter';
import { decodeOffer, encodeOffer } from './participant-offer';
import { dataBytesMax, type IncomingWireRecord, type OutgoingWireRecord } from './record';
import { decodeReply, encodeReply, type WireAnswer } from './reply';
import { decodeSagaEvent, encodeSagaEvent } from './saga-event';

const sagaId = '01939f00-0000-7000-8000-0000000000c2';
const command: CommandToSend = {
	sagaId,
	flowId: 'book-trip',
	step: 'reserve-hotel',
	run: 7,
	attempt: 2,
	participant: 'hotel',
	command: 'reserve-hotel',
	payload: { nights: 3 },
	replyTo: 'saga.replies',
	atMs: 1_700_000_000_000,
	undo: null,
};

function arrived(record: OutgoingWireRecord): IncomingWireRecord {
	return { key: record.key, value: Buffer.from(record.value), headers: record.headers };
}

function commandArrived(change: Partial<CommandToSend> = {}): ReceivedCommand {
	const decoded = decodeCommand(arrived(encodeCommand({ ...command, ...change })));
	if (!decoded.ok) throw new Error(decoded.detail);
	return decoded.command;
}

describe('a command', () => {
	test('goes to the participant’s topic, keyed by the saga, under a message id per attempt', () => {
		const encoded = encodeCommand(command);
		expect(encoded).toMatchObject({ topic: 'hotel.commands', key: sagaId, messageId: `${sagaId}/7#2` });
	});

	test('arrives as it was sent', () => {
		expect(commandArrived()).toMatchObject({
			sagaId,
			key: `${sagaId}/7`,
			forwardKey: `${sagaId}/7`,
			attempt: 2,
			payload: { nights: 3 },
			undo: null,
			replyTo: 'saga.replies',
		});
	});

	test('that undoes names the forward command and its outcome', () => {
		expect(commandArrived({ undo: { outcome: 'unknown', asCommand: false } })).toMatchObject({
			key: `${sagaId}/7/undo`,
			forwardKey: `${sagaId}/7`,
			undo: { outcome: 'unknown' },
		});
	});

	test('that undoes, but goes to somebody else, has a key of its own and names no forward command', () => {
		expect(commandArrived({ undo: { outcome: 'completed', asCommand: true } })).toMatchObject({
			key: `${sagaId}/7/undo`,
			forwardKey: `${sagaId}/7/undo`,
			undo: null,
		});
	});

	test('has the saga as its trace, and the same span whenever it is sent again', () => {
		const first = encodeCommand(command).headers.traceparent;
		expect(first).toMatch(/^00-01939f000000700080000000000000c2-[0-9a-f]{16}-01$/);
		expect(encodeCommand(command).headers.traceparent).toBe(first);
		expect(encodeCommand({ ...command, attempt: 3 }).headers.traceparent).not.toBe(first);
	});

	test.each([
		['ce_sagacommand', 'nonsense'],
		['ce_sagaattempt', '0'],
		['ce_sagaid', '01939f00-0000-7000-8000-0000000000c3'],
	])('with %s = %s cannot be decoded, and the detail names the attribute', (header, value) => {
		const record = arrived(encodeCommand(command));
		const decoded = decodeCommand({ ...record, headers: { ...record.headers, [header]: value } });
		expect(decoded).toMatchObject({ ok: false, reason: 'attribute', detail: expect.stringContaining(header) });
	});
});

describe('a reply', () => {
	const answers: WireAnswer[] = [
		{ type: 'completed', output: { reservationId: 'H-1' } },
		{ type: 'completed', output: null },
		{ type: 'failed', code: 'FULL', message: 'No room left' },
		{ type: 'unavailable', message: 'Database away' },
	];

	test.each(answers)('$type comes back as it was given', (answer) => {
		const decoded = decodeReply(arrived(encodeReply(commandArrived(), 2, 'hotel', answer, 1)));
		expect(decoded).toMatchObject({ ok: true, reply: { sagaId, run: 7, undo: false, attempt: 2, answer } });
	});

	test('to an undo is told apart from one to the forward command', () => {
		const undo = commandArrived({ undo: { outcome: 'completed', asCommand: false } });
		const decoded = decodeReply(arrived(encodeReply(undo, 1, 'hotel', { type: 'completed', output: null }, 1)));
		expect(decoded).toMatchObject({ ok: true, reply: { run: 7, undo: true, attempt: 1 } });
	});

	test('that failed without a code is refused', () => {
		const record = arrived(encodeReply(commandArrived(), 2, 'hotel', { type: 'failed', code: 'X', message: '' }, 1));
		expect(decodeReply({ ...record, value: Buffer.from('{}') })).toMatchObject({ ok: false, reason: 'data' });
	});

	test('of another type is refused by its name', () => {
		const record = arrived(encodeReply(commandArrived(), 2, 'hotel', { type: 'completed', output: null }, 1));
		const decoded = decodeReply({ ...record, headers: { ...record.headers, ce_type: 'hotel.cleaned' } });
		expect(decoded).toMatchObject({ ok: false, reason: 'attribute', detail: expect.stringContaining('hotel.cleaned') });
	});
});

describe('an undecodable record', () => {
	const good = arrived(encodeCommand(command));

	test.each([
		['without a value', { ...good, value: null }, 'not-text'],
		['that is no UTF-8', { ...good, value: Buffer.from([0xff, 0xfe]) }, 'not-text'],
		['that is no JSON', { ...good, value: Buffer.from('{"a":') }, 'not-json'],
		['without attributes', { ...good, headers: {} }, 'not-a-cloud-event'],
		['of another major version', { ...good, headers: { ...good.headers, ce_specversion: '0.3' } }, 'not-a-cloud-event'],
		['above the bound', { ...good, value: Buffer.from(`"${'x'.repeat(dataBytesMax)}"`) }, 'too-large'],
	])('%s says what is wrong', (_, record, reason) => {
		expect(decodeCloudEvent(record)).toMatchObject({ ok: false, reason });
	});
});

describe('CloudEvents 1.0, judged by the SDK', () => {
	const sent = encodeCommand(command);

	test('the SDK reads what we write', () => {
		const read = Kafka.toEvent({
			headers: sent.headers,
			key: sent.key,
			value: sent.value,
			body: sent.value,
			timestamp: '0',
		} as never);
		expect(read).toMatchObject({ id: `${sagaId}/7#2`, type: 'reserve-hotel', sagaid: sagaId, specversion: '1.0' });
	});

	test('we read what the SDK writes, in both modes', async () => {
		const { CloudEvent } = await import('cloudevents');
		const event = new CloudEvent({ id: '1', type: 't', source: '/s', sagaid: sagaId, data: { a: 1 } });
		const binary = Kafka.binary(event as never);
		const headers = Object.fromEntries(Object.entries(binary.headers).map(([name, value]) => [name, String(value)]));
		const fromBinary = decodeCloudEvent({ key: null, value: Buffer.from(JSON.stringify({ a: 1 })), headers });
		expect(fromBinary).toMatchObject({
			ok: true,
			event: { id: '1', type: 't', extensions: { sagaid: sagaId }, data: { a: 1 } },
		});

		const structured = HTTP.structured(event);
		const fromStructured = decodeCloudEvent({
			key: null,
			value: Buffer.from(structured.body as string),
			headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
		});
		expect(fromStructured).toMatchObject({
			ok: true,
			event: { id: '1', extensions: { sagaid: sagaId }, data: { a: 1 } },
		});
	});

	test('our headers are strings throughout, as Kafka clients want them', () => {
		const headers = encodeHeaders({
			id: '1',
			type: 't',
			source: 's',
			subject: '',
			time: '',
			extensions: { sagaattempt: '1' },
			traceparent: '',
		});
		expect(Object.values(headers).every((value) => typeof value === 'string')).toBe(true);
	});
});

describe('the other records', () => {
	test('a command key is read back as it was formatted; anything else is none', () => {
		const key = { sagaId, run: 12, undo: true };
		expect(parseCommandKey(formatCommandKey(key))).toEqual(key);
		for (const text of ['', sagaId, `${sagaId}/0`, `${sagaId}/1/redo`, `x/1`]) expect(parseCommandKey(text)).toBeNull();
	});

	test('a saga event arrives', () => {
		const event = { sagaId, flowId: 'book-trip', status: 'compensated', atMs: 1_700_000_000_000 };
		expect(decodeSagaEvent(arrived(encodeSagaEvent(event, 'saga.events')))).toEqual({ ok: true, event });
	});

	test('an offer arrives, and one of another shape says where', () => {
		const offer = {
			name: 'hotel',
			commands: [{ command: 'reserve-hotel', undo: 'cancel-room', payload: { type: 'object' } }],
		};
		const record = arrived(encodeOffer(offer, 'saga.participants'));
		expect(decodeOffer(record)).toEqual({ ok: true, offer });
		expect(decodeOffer({ ...record, value: Buffer.from('{"name":1}') })).toMatchObject({
			ok: false,
			detail: expect.stringContaining('name'),
		});
	});

	test('a dead letter keeps the value, the reason and the place it came from', () => {
		const letter = {
			topic: 'saga.replies',
			partition: 3,
			offset: '42',
			reason: 'not-json',
			detail: 'd',
			key: null,
			headers: {},
			value: Buffer.from('{'),
		};
		const body = JSON.parse(encodeDeadLetter(letter, 'saga.dead-letters').value);
		expect(body).toMatchObject({ reason: 'not-json', source: { topic: 'saga.replies', partition: 3, offset: '42' } });
		expect(Buffer.from(body.valueBase64, 'base64').toString()).toBe('{');
	});
});
