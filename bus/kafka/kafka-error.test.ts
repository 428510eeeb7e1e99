/** What errors of KafkaJS mean, also those that a broker without access control cannot be made to give. */
import kafkajs from 'kafkajs';
import { expect, it } from 'vitest';
import { BusUnavailable, RecordRefused } from '../bus';
import { asBusError } from './kafka-error';

const protocolError = (type: string) =>
	Object.assign(new Error(`The broker said ${type}.`), { type, code: 1, retriable: false });

it.each([
	['MESSAGE_TOO_LARGE', 'too-large'],
	['RECORD_LIST_TOO_LARGE', 'too-large'],
	['TOPIC_AUTHORIZATION_FAILED', 'unauthorised'],
	['CLUSTER_AUTHORIZATION_FAILED', 'unauthorised'],
	['UNKNOWN_TOPIC_OR_PARTITION', 'no-topic'],
	['INVALID_TOPIC_EXCEPTION', 'no-topic'],
])('%s is a refusal: %s', (type, reason) => {
	const error = asBusError(protocolError(type), 'a send', ['b:1']);
	expect(error).toBeInstanceOf(RecordRefused);
	expect(error).toMatchObject({ reason });
});

it('finds the word of the broker below the wrappers of KafkaJS', () => {
	const wrapped = Object.assign(new kafkajs.KafkaJSNonRetriableError('gave up'), {
		cause: protocolError('MESSAGE_TOO_LARGE'),
	});
	expect(asBusError(wrapped, 'a send', ['b:1'])).toMatchObject({ name: 'RecordRefused', reason: 'too-large' });
});

it.each(['NOT_ENOUGH_REPLICAS', 'REQUEST_TIMED_OUT', 'NOT_LEADER_FOR_PARTITION'])(
	'%s leaves the outcome unknown',
	(type) => {
		expect(asBusError(protocolError(type), 'a send', ['b:1'])).toBeInstanceOf(BusUnavailable);
	},
);

it('names the brokers and the next step', () => {
	expect(asBusError(new Error('closed.'), 'a send', ['b:1']).message).toBe(
		'Kafka at b:1 did not do it: a send: closed. It is tried again; check that the brokers run and can be reached.',
	);
});
