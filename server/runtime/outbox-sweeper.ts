/**
 * Finds messages whose writer did not get them published: it died, or the transport was away too long. The claim is
 * committed before anything is sent. A command that is no longer open is dropped: its saga has gone on without it.
 */
import { formatCommandKey, formatMessageId } from '@/contract/wire/command-key';
import { decodeState } from '@/saga/engine/state-text';
import { Loop } from './loop';
import type { ClaimedMessage, LoopStore } from './ports';
import type { Publisher } from './publish';
import type { Trouble } from './trouble';

const everyMs = 5_000;
const claimMax = 500;
/** Acknowledged rows are deleted on their own after so long without a batch that takes them along. */
const idleMs = 1_000;

export interface SweeperOptions {
	readonly store: Pick<LoopStore, 'claimExpired' | 'deleteMessages'>;
	readonly publisher: Publisher;
	readonly trouble: Trouble;
}

export function sweepOutbox({ store, publisher, trouble }: SweeperOptions): Loop {
	return new Loop({
		name: 'outbox sweeper',
		everyMs,
		trouble,
		turn: async () => {
			if (publisher.full) return 'rest';
			const claimed = await store.claimExpired(claimMax);
			const open = claimed.filter(isOpen);
			await store.deleteMessages(
				claimed.filter((message) => !open.includes(message)).map(({ messageId }) => messageId),
			);
			publisher.publish(open);
			return claimed.length === claimMax ? 'again' : 'rest';
		},
	});
}

export function clearOutbox({ store, publisher, trouble }: SweeperOptions): Loop {
	return new Loop({
		name: 'outbox',
		everyMs: idleMs,
		trouble,
		turn: async () => {
			const messageIds = publisher.takeLeftOver(idleMs);
			try {
				await store.deleteMessages(messageIds);
			} catch (thrown) {
				publisher.giveBack(messageIds);
				throw thrown;
			}
			return 'rest';
		},
	});
}

/** Events and dead letters are always still to be told. */
function isOpen({ kind, state, messageId }: ClaimedMessage): boolean {
	if (kind !== 'command') return true;
	if (state === null) return false;
	const { sagaId, runs, undos } = decodeState(state);
	const sent = [...runs.map((open) => ({ open, undo: false })), ...undos.map((open) => ({ open, undo: true }))];
	return sent.some(
		({ open: { run, attempt, phase }, undo }) =>
			phase === 'sent' && formatMessageId(formatCommandKey({ sagaId, run, undo }), attempt) === messageId,
	);
}
