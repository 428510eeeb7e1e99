/**
 * A participant's answer: written by the kit, read by the orchestrator. `failed` and `unavailable` promise that no effect
 * remained. The type is `<command>.completed | .failed | .unavailable`.
 */
import { type CloudEvent, decodeCloudEvent, encodeHeaders } from './cloud-event';
import type { ReceivedCommand } from './command';
import { formatMessageId, parseCommandKey } from './command-key';
import {
	type IncomingWireRecord,
	type OutgoingWireRecord,
	type Undecodable,
	undecodable,
	type WireJson,
} from './record';

export type WireAnswer =
	| { readonly type: 'completed'; readonly output: WireJson }
	| { readonly type: 'failed'; readonly code: string; readonly message: string }
	| { readonly type: 'unavailable'; readonly message: string };

/** Characters of an error code and of a message that are kept; longer ones are cut, not refused. */
const codeLengthMax = 64;
const messageLengthMax = 2_000;

export function encodeReply(
	command: Pick<ReceivedCommand, 'sagaId' | 'flowId' | 'step' | 'command' | 'key' | 'replyTo' | 'traceparent'>,
	/** The attempt that is answered: not always that of the command at hand (a lower one is answered as the highest was). */
	attempt: number,
	participant: string,
	answer: WireAnswer,
	atMs: number,
): OutgoingWireRecord {
	return {
		topic: command.replyTo,
		key: command.sagaId,
		value: JSON.stringify(answerData(answer)),
		headers: encodeHeaders({
			id: `${formatMessageId(command.key, attempt)}/${answer.type}`,
			type: `${command.command}.${answer.type}`,
			source: `/participants/${participant}`,
			subject: command.key,
			time: new Date(atMs).toISOString(),
			extensions: {
				sagaid: command.sagaId,
				sagaflow: command.flowId,
				sagastep: command.step,
				sagacommand: command.key,
				sagaattempt: String(attempt),
			},
			traceparent: command.traceparent,
		}),
	};
}

function answerData(answer: WireAnswer): WireJson {
	switch (answer.type) {
		case 'completed':
			return answer.output;
		case 'failed':
			return { code: answer.code, message: answer.message };
		case 'unavailable':
			return { message: answer.message };
	}
}

export interface ReceivedReply {
	readonly sagaId: string;
	readonly run: number;
	readonly undo: boolean;
	readonly attempt: number;
	readonly answer: WireAnswer;
	readonly messageId: string;
}

/** Whether the output keeps the bounds of variables (depth, forbidden keys) is for the reader to judge. */
export function decodeReply(record: IncomingWireRecord): { ok: true; reply: ReceivedReply } | Undecodable {
	const decoded = decodeCloudEvent(record);
	return decoded.ok ? replyOf(decoded.event) : decoded;
}

function replyOf(event: CloudEvent): { ok: true; reply: ReceivedReply } | Undecodable {
	const { sagaid, sagacommand, sagaattempt } = event.extensions;
	const key = parseCommandKey(sagacommand ?? '');
	if (key === null)
		return undecodable('attribute', `ce_sagacommand is ${sagacommand ?? 'missing'}; echo that of the command`);
	if (sagaid !== undefined && sagaid !== key.sagaId)
		return undecodable('attribute', `ce_sagaid is ${sagaid}; expected ${key.sagaId}, as in ce_sagacommand`);
	const attempt = Number(sagaattempt);
	if (!Number.isSafeInteger(attempt) || attempt < 1)
		return undecodable('attribute', `ce_sagaattempt is ${sagaattempt ?? 'missing'}; echo that of the command`);
	const answer = answerOf(event);
	if ('ok' in answer) return answer;
	return { ok: true, reply: { ...key, attempt, answer, messageId: event.id } };
}

function answerOf(event: CloudEvent): WireAnswer | Undecodable {
	const kind = event.type.slice(event.type.lastIndexOf('.') + 1);
	if (kind === 'completed') return { type: 'completed', output: event.data };
	const data = event.data;
	const fields = data !== null && typeof data === 'object' && !Array.isArray(data) ? data : {};
	const message = typeof fields.message === 'string' ? fields.message.slice(0, messageLengthMax) : '';
	if (kind === 'unavailable') return { type: 'unavailable', message };
	if (kind !== 'failed') {
		return undecodable('attribute', `ce_type is ${event.type}; expected <command>.completed, .failed or .unavailable`);
	}
	if (typeof fields.code !== 'string' || fields.code === '') {
		return undecodable('data', 'a failed reply needs data { "code": "…", "message": "…" }');
	}
	return { type: 'failed', code: fields.code.slice(0, codeLengthMax), message };
}
