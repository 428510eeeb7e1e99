/**
 * The end of an orchestrator, in the order in which nothing is lost or done twice needlessly: take nothing new, finish
 * what is in hand, send what was committed, say good-bye. Each stage is bounded, all together take at most 5 s: what is
 * left then is what any crash leaves, and the next orchestrator finds it.
 */
import { atMost } from './waiting';

export interface ShutdownStage {
	readonly withinMs: number;
	stop(): Promise<unknown>;
}

export async function shutDown(stages: readonly ShutdownStage[]): Promise<void> {
	for (const { withinMs, stop } of stages) await atMost(withinMs, stop());
}
