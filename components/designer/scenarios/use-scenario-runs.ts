'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { ScenarioRun } from '@/saga/trace/scenario-run';
import { workerFailure } from '../worker-failure';
import type { ScenarioQuestion, ScenarioResults } from './scenarios.worker';

const pauseMs = 150;

interface Given {
	readonly definition: FlowDefinition;
	/** Undefined: not known yet, nothing is played. */
	readonly called: readonly FlowDefinition[] | undefined;
	/** The same list as long as nothing in it has changed. */
	readonly scenarios: ScenarioQuestion['scenarios'] | undefined;
}

/**
 * Plays the scenarios in a worker, again after each change; `runs` is null until the results are those of what is given,
 * `failure` why there will be none.
 */
export function useScenarioRuns({ definition, called, scenarios }: Given) {
	const worker = useRef<Worker | null>(null);
	const serial = useRef(0);
	const [turn, setTurn] = useState(0);
	const [runs, setRuns] = useState<ReadonlyMap<string, ScenarioRun> | null>(null);
	const [failure, setFailure] = useState<string | null>(null);
	useEffect(() => {
		const made = new Worker(new URL('./scenarios.worker.ts', import.meta.url), { type: 'module' });
		worker.current = made;
		made.onmessage = ({ data }: MessageEvent<ScenarioResults>) => {
			if (data.serial === serial.current) setRuns(data.runs);
		};
		made.onerror = (event) => setFailure(workerFailure(event));
		return () => {
			made.terminate();
			worker.current = null;
		};
	}, []);
	// biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for the same again
	useEffect(() => {
		serial.current += 1;
		setRuns(null);
		setFailure(null);
		if (called === undefined || scenarios === undefined) return;
		const question: ScenarioQuestion = { serial: serial.current, definitions: [definition, ...called], scenarios };
		const timer = setTimeout(() => worker.current?.postMessage(question), pauseMs);
		return () => clearTimeout(timer);
	}, [definition, called, scenarios, turn]);
	return { runs, failure, again: useCallback(() => setTurn((count) => count + 1), []) };
}
