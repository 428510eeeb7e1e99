/**
 * A command to a participant: written by the orchestrator, read by the participant kit.
 * An undo is a command too; it says which forward command it undoes and whether that one is known to have completed.
 */
import { type CloudEvent, decodeCloudEvent, encodeHeaders } from './cloud-event';
import { formatCommandKey, formatMessageId, parseCommandKey, traceparentOf } from './command-key';
import {
	type IncomingWireRecord,
	type OutgoingWireRecord,
	type Undecodable,
	undecodable,
	type WireJson,
} from './record';
import { commandsTopic } from './topics';

export interface CommandToSend {
	readonly sagaId: string;
	readonly flowId: string;
	readonly step: string;
	readonly run: number;
	readonly attempt: number;
	readonly participant: string;
	readonly command: string;
	readonly payload: unknown;
	/** Topic for the answer. */
	readonly replyTo: string;
	readonly atMs: number;
	/**
	 * Null for a forward command. `asCommand`: the participant was never sent the forward command, so it is not told to
	 * undo one: it gets a command under the undo's own key.
	 */
	readonly undo: { readonly outcome: 'completed' | 'unknown'; readonly asCommand: boolean } | null;
}

export interface EncodedCommand extends OutgoingWireRecord {
	readonly messageId: string;
}

export function encodeCommand(command: CommandToSend): EncodedCommand {
	const forwardKey = formatCommandKey({ sagaId: command.sagaId, run: command.run, undo: false });
	const key = command.undo === null ? forwardKey : `${forwardKey}/undo`;
	const messageId = formatMessageId(key, command.attempt);
	const extensions: Record<string, string> = {
		sagaid: command.sagaId,
		sagaflow: command.flowId,
		sagastep: command.step,
		sagacommand: key,
		sagaattempt: String(command.attempt),
		sagareplyto: command.replyTo,
	};
	if (command.undo !== null && !command.undo.asCommand) {
		extensions.sagaundoes = forwardKey;
		extensions.sagaoutcome = command.undo.outcome;
	}
	return {
		topic: commandsTopic(command.participant),
		key: command.sagaId,
		value: JSON.stringify(command.payload),
		headers: encodeHeaders({
			id: messageId,
			type: command.command,
			source: '/unwind',
			subject: key,
			time: new Date(command.atMs).toISOString(),
			extensions,
			traceparent: traceparentOf(command.sagaId, messageId),
		}),
		messageId,
	};
}

export interface ReceivedCommand {
	readonly sagaId: string;
	readonly flowId: string;
	readonly step: string;
	readonly command: string;
	/** Stable over all attempts. */
	readonly key: string;
	/** The key under which the participant remembers: of the forward command, also on an undo of it. */
	readonly forwardKey: string;
	readonly attempt: number;
	readonly replyTo: string;
	readonly payload: WireJson;
	readonly undo: { readonly outcome: 'completed' | 'unknown' } | null;
	readonly traceparent: string;
}

export function decodeCommand(record: IncomingWireRecord): { ok: true; command: ReceivedCommand } | Undecodable {
	const decoded = decodeCloudEvent(record);
	return decoded.ok ? commandOf(decoded.event) : decoded;
}

function commandOf(event: CloudEvent): { ok: true; command: ReceivedCommand } | Undecodable {
	const { sagaid, sagaflow, sagastep, sagacommand, sagaattempt, sagareplyto, sagaundoes, sagaoutcome } =
		event.extensions;
	const key = parseCommandKey(sagacommand ?? '');
	if (key === null)
		return undecodable(
			'attribute',
			`ce_sagacommand is ${sagacommand ?? 'missing'}; expected sagaId/run or sagaId/run/undo`,
		);
	if (sagaid !== key.sagaId)
		return undecodable(
			'attribute',
			`ce_sagaid is ${sagaid ?? 'missing'}; expected ${key.sagaId}, as in ce_sagacommand`,
		);
	const attempt = Number(sagaattempt);
	if (!Number.isSafeInteger(attempt) || attempt < 1)
		return undecodable('attribute', `ce_sagaattempt is ${sagaattempt ?? 'missing'}; expected a number from 1`);
	if (!sagareplyto) return undecodable('attribute', 'ce_sagareplyto is missing: nobody could be answered');
	// An undo that names no forward command is a command of its own: this participant was never sent one.
	const undoes = key.undo && sagaundoes !== undefined;
	const forwardKey = formatCommandKey(undoes ? { ...key, undo: false } : key);
	if (undoes && sagaundoes !== forwardKey)
		return undecodable('attribute', `ce_sagaundoes is ${sagaundoes ?? 'missing'}; expected ${forwardKey}`);
	if (undoes && sagaoutcome !== 'completed' && sagaoutcome !== 'unknown') {
		return undecodable('attribute', `ce_sagaoutcome is ${sagaoutcome ?? 'missing'}; expected completed or unknown`);
	}
	return {
		ok: true,
		command: {
			sagaId: key.sagaId,
			flowId: sagaflow ?? '',
			step: sagastep ?? '',
			command: event.type,
			key: sagacommand as string,
			forwardKey,
			attempt,
			replyTo: sagareplyto,
			payload: event.data,
			undo: undoes ? { outcome: sagaoutcome as 'completed' | 'unknown' } : null,
			traceparent: event.traceparent,
		},
	};
}
