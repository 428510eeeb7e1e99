/** Records that cannot be processed, as the dead letters that they become: with the reason and where they came from. */

import type { ReceivedRecord } from '@/bus/bus';
import type { DeadLetter } from '@/contract/wire/dead-letter';

export function deadLetterOf(record: ReceivedRecord, reason: string, detail: string): DeadLetter {
	const { topic, partition, offset, key, headers, value } = record;
	return { topic, partition, offset, reason, detail, key, headers, value };
}
