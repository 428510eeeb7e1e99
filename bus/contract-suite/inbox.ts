/**
 * A receiver for specs: remembers what came and resolves it, unless the spec says otherwise.
 */
import type { Fetch, ReceivedRecord } from '../bus';

export class Inbox {
	readonly records: ReceivedRecord[] = [];
	readonly troubles: Error[] = [];

	readonly receive = async (fetch: Fetch): Promise<void> => {
		this.take(fetch.records);
		const last = fetch.records.at(-1);
		if (last) fetch.resolve(last.offset);
	};

	readonly onTrouble = (error: Error): void => {
		this.troubles.push(error);
	};

	take(records: readonly ReceivedRecord[]): void {
		this.records.push(...records);
	}

	values(): string[] {
		return this.records.map(textOf);
	}

	distinct(): Set<string> {
		return new Set(this.values());
	}

	/** What came for one key, in the order in which it came first. */
	valuesOf(key: string): string[] {
		return [...new Set(this.records.filter((record) => record.key === key).map(textOf))];
	}

	partitions(): Set<number> {
		return new Set(this.records.map(({ partition }) => partition));
	}
}

export function textOf(record: ReceivedRecord): string {
	return record.value === null ? '' : record.value.toString();
}
