'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SagaAnswer } from '@/contract/http/saga';
import type { CompiledFlow } from '@/saga/compile/compiled-flow';
import type { HistoryRecord } from '@/saga/engine/entry';
import { describeSaga } from '@/saga/engine/views/describe-saga';
import type { FlowDefinition } from '@/saga/flow/definition';
import { useWriteRefusal } from '../live/installation-queries';
import { announce } from '../ui/announcer';
import { useCommands } from '../ui/commands';
import { ActDialog } from './act-dialog';
import classes from './console.module.css';
import { openIncidents } from './incidents-view';
import { AfterKill, useKilling } from './kill-orchestrator';
import type { Act } from './saga-acts';
import { InstallationBanner, SagaBanner } from './saga-banner';
import { SagaDiagram } from './saga-diagram';
import { SagaHeader } from './saga-header';
import { hasEnded, isUnwinding, type SagaModel, sagaModel } from './saga-model';
import { retryOf } from './saga-retry';
import { firstTab, type SagaTab, SagaTabs, sagaTabs } from './saga-tabs';
import { undoneWords } from './saga-tones';
import { StepPanel } from './step-panel';

const place = { tab: parseAsStringLiteral(sagaTabs), step: parseAsString };

function usePlace(model: SagaModel) {
	const [{ tab, step }, setPlace] = useQueryStates(place, { history: 'replace' });
	const isKnown = step !== null && model.flow.nodes.has(step);
	const isThere = tab !== null && (tab !== 'summary' || hasEnded(model));
	return {
		tab: isThere ? tab : firstTab(model),
		step: isKnown ? step : null,
		setTab: useCallback((next: SagaTab) => void setPlace({ tab: next }), [setPlace]),
		setStep: useCallback((next: string | null) => void setPlace({ step: next }), [setPlace]),
	};
}

/** Tells people who do not see the screen what the sentence on top has become. */
function useAnnouncements(model: SagaModel): void {
	const words = describeSaga(model.names, model.records, model.plan)
		.sentence.map(({ text }) => text)
		.join('');
	const said = useRef(words);
	useEffect(() => {
		if (said.current === words) return;
		said.current = words;
		announce(words);
	}, [words]);
}

interface SagaViewProps {
	readonly answer: SagaAnswer;
	readonly records: readonly HistoryRecord[];
	readonly definition: FlowDefinition;
	readonly flow: CompiledFlow;
	/** Of a saga that was migrated: the versions it has run, by number. */
	readonly earlier: ReadonlyMap<number, CompiledFlow>;
}

export function SagaView({ answer, records, definition, flow, earlier }: SagaViewProps) {
	const model = useMemo(
		() => sagaModel(flow, definition, answer.saga, records, earlier),
		[flow, definition, answer.saga, records, earlier],
	);
	const { tab, step, setTab, setStep } = usePlace(model);
	const [act, setAct] = useState<Act | null>(null);
	const refusal = useWriteRefusal();
	const killing = useKilling();
	useAnnouncements(model);
	useCommands([
		{
			id: 'close-panel',
			title: 'Close the step',
			group: 'Saga',
			keys: ['Escape'],
			keysOnly: true,
			run: () => setStep(null),
		},
		...sagaTabs
			.filter((name) => name !== 'summary' || hasEnded(model))
			.map((name) => ({ id: `tab-${name}`, title: `Show ${name}`, group: 'Saga', run: () => setTab(name) })),
	]);
	const oldest = openIncidents(model, answer.incidents).find((incident) => retryOf(model, incident) !== null);
	const close = useCallback(() => setAct(null), []);
	return (
		<>
			<SagaHeader
				model={model}
				undone={undoneWords(model.plan, isUnwinding(model))}
				retry={oldest === undefined ? null : retryOf(model, oldest)}
				refusal={refusal}
				killing={killing}
				onAct={setAct}
			/>
			<div className={classes.page} data-has-panel={step !== null}>
				<div className={classes.main}>
					<InstallationBanner isOver={hasEnded(model)} />
					<SagaBanner model={model} onStep={setStep} />
					{killing.isDone && <AfterKill />}
					<div className={classes.canvas}>
						<SagaDiagram model={model} step={step} onStep={setStep} isPreview={tab === 'undo' || step !== null} />
					</div>
					<SagaTabs
						model={model}
						answer={answer}
						tab={tab}
						onTab={setTab}
						step={step}
						onStep={setStep}
						refusal={refusal}
						onAct={setAct}
					/>
				</div>
				{step !== null && (
					<StepPanel
						key={step}
						model={model}
						step={step}
						refusal={refusal}
						onAct={setAct}
						onClose={() => setStep(null)}
					/>
				)}
			</div>
			<ActDialog model={model} act={act} onClose={close} />
		</>
	);
}
