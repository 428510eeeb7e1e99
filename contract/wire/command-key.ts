/**
 * The names under which a command is known. The key is stable over all attempts (it is the participant's idempotency
 * key); a message id names one attempt.
 */

const sagaIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const keyPattern = /^([0-9a-f-]{36})\/([1-9][0-9]{0,8})(\/undo)?$/;

export interface CommandKey {
	readonly sagaId: string;
	readonly run: number;
	readonly undo: boolean;
}

export function isSagaId(text: string): boolean {
	return sagaIdPattern.test(text);
}

export function formatCommandKey({ sagaId, run, undo }: CommandKey): string {
	return undo ? `${sagaId}/${run}/undo` : `${sagaId}/${run}`;
}

/** Null when it is no command key of ours. */
export function parseCommandKey(text: string): CommandKey | null {
	const match = keyPattern.exec(text);
	if (match === null || !isSagaId(match[1] as string)) return null;
	return { sagaId: match[1] as string, run: Number(match[2]), undo: match[3] !== undefined };
}

export function formatMessageId(commandKey: string, attempt: number): string {
	return `${commandKey}#${attempt}`;
}

/**
 * W3C trace context of a message: the trace is the saga (its id has the 128 bits that a trace id needs), the span is the
 * message. Derived, so that a repeated send carries the same one.
 */
export function traceparentOf(sagaId: string, messageId: string): string {
	return `00-${sagaId.replaceAll('-', '')}-${fnv1a(messageId, 0x811c9dc5)}${fnv1a(messageId, 0x01000193)}-01`;
}

function fnv1a(text: string, seed: number): string {
	let hash = seed;
	for (let index = 0; index < text.length; index += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return ((hash | 1) >>> 0).toString(16).padStart(8, '0');
}
