/** Plays scenarios off the main thread, by the very runner that deployment uses. */
import type { FlowDefinition } from '@/saga/flow/definition';
import { runScenario, type ScenarioRun } from '@/saga/trace/scenario-run';

export interface ScenarioQuestion {
	readonly serial: number;
	/** The flow first, then what it calls. */
	readonly definitions: readonly FlowDefinition[];
	readonly scenarios: readonly { readonly id: string; readonly trace: string }[];
}

export interface ScenarioResults {
	readonly serial: number;
	readonly runs: ReadonlyMap<string, ScenarioRun>;
}

addEventListener('message', ({ data: { serial, definitions, scenarios } }: MessageEvent<ScenarioQuestion>) => {
	const runs = new Map(scenarios.map(({ id, trace }) => [id, runScenario(definitions, trace)]));
	const results: ScenarioResults = { serial, runs };
	postMessage(results);
});
