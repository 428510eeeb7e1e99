'use client';

import { Tabs } from '@mantine/core';
import type { SagaAnswer } from '@/contract/http/saga';
import classes from './console.module.css';
import { HistoryView } from './history-view';
import { IncidentsView, openIncidents } from './incidents-view';
import type { Act } from './saga-acts';
import { hasEnded, isUnwinding, type SagaModel } from './saga-model';
import { SummaryView } from './summary-view';
import { TimelineView } from './timeline-view';
import { UndoPlanView } from './undo-plan-view';
import { VariablesView } from './variables-view';

export const sagaTabs = ['summary', 'timeline', 'history', 'data', 'undo', 'incidents'] as const;
export type SagaTab = (typeof sagaTabs)[number];

interface SagaTabsProps {
	readonly model: SagaModel;
	readonly answer: SagaAnswer;
	readonly tab: SagaTab;
	readonly onTab: (tab: SagaTab) => void;
	readonly step: string | null;
	readonly onStep: (step: string) => void;
	readonly refusal: string | null;
	readonly onAct: (act: Act) => void;
}

/** Where a reader looks first: at the summary once it has ended, at what needs a person, else at the time. */
export function firstTab(model: SagaModel): SagaTab {
	return hasEnded(model) && model.records.length > 0 ? 'summary' : 'timeline';
}

function undoLabel(model: SagaModel): string {
	if (isUnwinding(model)) return model.story.endedAt === null ? 'Undo' : 'Undone';
	return 'Undo plan';
}

function Count({ children }: { children: number | string }) {
	return <span className={classes.count}>{children}</span>;
}

export function SagaTabs({ model, answer, tab, onTab, step, onStep, refusal, onAct }: SagaTabsProps) {
	const incidents = openIncidents(model, answer.incidents).length;
	const { plan } = model;
	return (
		<Tabs
			className={classes.tabs ?? ''}
			value={tab}
			onChange={(value) => {
				const chosen = sagaTabs.find((name) => name === value);
				if (chosen !== undefined) onTab(chosen);
			}}
		>
			<Tabs.List className={classes.tabList ?? ''}>
				{hasEnded(model) && <Tabs.Tab value="summary">Summary</Tabs.Tab>}
				<Tabs.Tab value="timeline">Timeline</Tabs.Tab>
				<Tabs.Tab value="history">
					History <Count>{model.records.length}</Count>
				</Tabs.Tab>
				<Tabs.Tab value="data">Data</Tabs.Tab>
				<Tabs.Tab value="undo">
					{undoLabel(model)}
					{isUnwinding(model) && plan !== null && plan.toUndo > 0 && (
						<>
							{' '}
							<Count>{`${plan.undone}/${plan.toUndo}`}</Count>
						</>
					)}
				</Tabs.Tab>
				<Tabs.Tab value="incidents" data-alarm={incidents > 0}>
					Incidents <Count>{incidents}</Count>
				</Tabs.Tab>
			</Tabs.List>
			<Tabs.Panel value="summary">
				<SummaryView model={model} onStep={onStep} />
			</Tabs.Panel>
			<Tabs.Panel value="timeline">
				<TimelineView model={model} step={step} onStep={onStep} />
			</Tabs.Panel>
			<Tabs.Panel value="history">
				<HistoryView model={model} />
			</Tabs.Panel>
			<Tabs.Panel value="data">
				<VariablesView model={model} asked={answer.variables['']} />
			</Tabs.Panel>
			<Tabs.Panel value="undo">
				<UndoPlanView model={model} step={step} onStep={onStep} />
			</Tabs.Panel>
			<Tabs.Panel value="incidents">
				<IncidentsView model={model} answer={answer} refusal={refusal} onAct={onAct} onStep={onStep} />
			</Tabs.Panel>
		</Tabs>
	);
}
