/** The engine's effects and our dead letters as messages: what is stored in the outbox is what is sent, byte for byte. */
import { encodeCommand } from '@/contract/wire/command';
import { type DeadLetter, encodeDeadLetter } from '@/contract/wire/dead-letter';
import { encodeDomainEvent } from '@/contract/wire/domain-event';
import { encodeSagaEvent } from '@/contract/wire/saga-event';
import type { Effect } from '@/saga/engine/effect';
import type { SagaId } from '@/saga/engine/input';
import type { OutboxMessage } from './ports';

export interface Topics {
	readonly replies: string;
	readonly events: string;
	readonly deadLetters: string;
	readonly participants: string;
	readonly domain: DomainTopics;
}

/** Where message events come from and go to. */
export interface DomainTopics {
	readonly byDefault: string;
	/** By message name. */
	readonly byName: Readonly<Record<string, string>>;
}

function domainTopicOf({ byDefault, byName }: DomainTopics, name: string): string {
	return Object.hasOwn(byName, name) ? (byName[name] as string) : byDefault;
}

/** Each once. */
export function allDomainTopics({ byDefault, byName }: DomainTopics): readonly string[] {
	return [...new Set([byDefault, ...Object.values(byName)])];
}

export interface EffectContext {
	readonly sagaId: SagaId;
	readonly flowId: string;
	readonly atMs: number;
	readonly topics: Topics;
}

/** Null: it is no message (waits and other sagas are no business of the transport). */
export function messageOf(effect: Effect, { sagaId, flowId, atMs, topics }: EffectContext): OutboxMessage | null {
	if (effect.type === 'announceStatus') {
		const event = encodeSagaEvent({ sagaId, flowId, status: effect.status, atMs }, topics.events);
		return { ...event, sagaId, kind: 'event' };
	}
	if (effect.type === 'publishEvent') {
		const { id, name, key, payload } = effect;
		const topic = domainTopicOf(topics.domain, name);
		const event = { id, source: '/unwind', name, key, payload, atMs, saga: { id: sagaId, flowId } };
		return { ...encodeDomainEvent(event, topic), messageId: id, sagaId, kind: 'event' };
	}
	if (effect.type !== 'sendCommand' && effect.type !== 'sendUndo') return null;
	const { step, run, attempt, participant, command, payload } = effect;
	const undo = effect.type === 'sendUndo' ? { outcome: effect.outcome, asCommand: effect.asCommand } : null;
	const replyTo = topics.replies;
	const encoded = encodeCommand({
		sagaId,
		flowId,
		step,
		run,
		attempt,
		participant,
		command,
		payload,
		replyTo,
		atMs,
		undo,
	});
	return { ...encoded, sagaId, kind: 'command' };
}

export function deadLetterMessage(letter: DeadLetter, topics: Topics): OutboxMessage {
	const messageId = `dead-letter/${letter.topic}/${letter.partition}/${letter.offset}`;
	return { ...encodeDeadLetter(letter, topics.deadLetters), messageId, sagaId: null, kind: 'dead-letter' };
}
