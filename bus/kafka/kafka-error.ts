/**
 * What an error of KafkaJS means to whoever called the port: come again, or never with this record.
 * Invariant: only an answer of the broker about the record or the topic itself is a refusal; everything else leaves the
 * outcome unknown and is `BusUnavailable`.
 */
import { BusUnavailable, RecordRefused } from '../bus';
import { toError } from '../delivery/waiting';

const refusals: Readonly<Record<string, { reason: RecordRefused['reason']; remedy: string }>> = {
	MESSAGE_TOO_LARGE: { reason: 'too-large', remedy: 'Send less, or raise max.message.bytes of the topic.' },
	RECORD_LIST_TOO_LARGE: { reason: 'too-large', remedy: 'Send less, or raise segment.bytes of the topic.' },
	TOPIC_AUTHORIZATION_FAILED: { reason: 'unauthorised', remedy: 'Allow this user to write to the topic.' },
	CLUSTER_AUTHORIZATION_FAILED: { reason: 'unauthorised', remedy: 'Allow this user to use the cluster.' },
	UNKNOWN_TOPIC_OR_PARTITION: { reason: 'no-topic', remedy: 'Create the topic.' },
	INVALID_TOPIC_EXCEPTION: { reason: 'no-topic', remedy: 'Use a topic name of letters, digits, dots, _ and -.' },
};

/** The broker's own word for the error, looked for through everything KafkaJS wraps around it. */
export function protocolErrorType(error: unknown): string | undefined {
	for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
		if ('type' in at && typeof at.type === 'string') return at.type;
	}
	return undefined;
}

export function asBusError(thrown: unknown, doing: string, brokers: readonly string[]): BusUnavailable | RecordRefused {
	if (thrown instanceof BusUnavailable || thrown instanceof RecordRefused) return thrown;
	const cause = toError(thrown);
	const refusal = refusals[protocolErrorType(thrown) ?? ''];
	if (refusal) {
		return new RecordRefused(refusal.reason, `Kafka refused ${doing}: ${cause.message} ${refusal.remedy}`, { cause });
	}
	return new BusUnavailable(
		`Kafka at ${brokers.join(', ')} did not do it: ${doing}: ${cause.message} It is tried again; check that the brokers run and can be reached.`,
		{ cause },
	);
}
