/** Tells the database every two seconds that this orchestrator lives, and what it is waiting for. */
import { Loop } from './loop';
import type { LoopStore, OrchestratorBeat } from './ports';
import type { Trouble } from './trouble';

const everyMs = 2_000;

export interface BeatOptions {
	readonly store: Pick<LoopStore, 'beat'>;
	readonly trouble: Trouble;
	readonly identity: Pick<OrchestratorBeat, 'id' | 'pid' | 'host' | 'bus' | 'demo'>;
	caughtUpMs(): number | null;
	/** Others see a new trouble, or its end, at once. */
	changed(): void;
}

export function beatRegularly({ store, trouble, identity, caughtUpMs, changed }: BeatOptions): Loop {
	let told = '';
	return new Loop({
		name: 'beat',
		everyMs,
		trouble,
		turn: async () => {
			const { words } = trouble;
			await store.beat({ ...identity, trouble: words, caughtUpMs: caughtUpMs() });
			if (words !== told) changed();
			told = words;
			return 'rest';
		},
	});
}
