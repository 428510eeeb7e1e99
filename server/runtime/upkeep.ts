/** Once an hour: partitions of history and ledger are made ahead and dropped. Once a minute: the early shelf is tidied. */
import type { EventStore } from './event-ports';
import { Loop } from './loop';
import type { LoopStore } from './ports';
import type { Logger, Trouble } from './trouble';

const everyMs = 3_600_000;

export function keepUp(store: Pick<LoopStore, 'maintainPartitions' | 'nowMs'>, trouble: Trouble, logger: Logger): Loop {
	return new Loop({
		name: 'upkeep',
		everyMs,
		trouble,
		turn: async () => {
			for (const done of await store.maintainPartitions(await store.nowMs())) logger.info(`Upkeep: ${done}.`);
			return 'rest';
		},
	});
}

const tidyEveryMs = 60_000;

export function tidyShelf(store: Pick<EventStore, 'tidyShelf'>, trouble: Trouble): Loop {
	return new Loop({
		name: 'early shelf',
		everyMs: tidyEveryMs,
		trouble,
		turn: async () => ((await store.tidyShelf()) ? 'again' : 'rest'),
	});
}
