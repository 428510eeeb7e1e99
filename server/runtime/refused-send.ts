/**
 * A message that the transport will never take. A command's saga learns it as an input and raises `cannot-send`; of an
 * event or a dead letter nobody waits for an answer, so the installation says it once, until somebody has looked.
 */
import { parseCommandKey } from '@/contract/wire/command-key';
import type { SagaId } from '@/saga/engine/input';
import type { Lanes } from './lanes';
import type { LoopStore, OutboxMessage } from './ports';
import type { Logger } from './trouble';

export interface RefusedSendOptions {
	readonly lanes: Lanes;
	readonly loopStore: Pick<LoopStore, 'openInstallationIncident'>;
	readonly logger: Logger;
}

/** Resolves when it is stored; until then the message's row stays, and if we die the sweeper meets the refusal again. */
export async function refusedSend(
	{ messageId, topic, kind }: OutboxMessage,
	reason: string,
	{ lanes, loopStore, logger }: RefusedSendOptions,
): Promise<void> {
	logger.warn(`Message ${messageId} cannot be sent to ${topic}: ${reason}`);
	const [key = '', attempt] = messageId.split('#');
	const command = kind === 'command' ? parseCommandKey(key) : null;
	if (command === null) {
		await loopStore.openInstallationIncident('cannot-send', `Messages to ${topic} cannot be sent: ${reason}`);
		return;
	}
	const { sagaId, run, undo } = command;
	const input = { type: 'sendRefused', run, undo, attempt: Number(attempt), reason } as const;
	await lanes.submit({ kind: 'input', sagaId: sagaId as SagaId, input, record: null });
}
