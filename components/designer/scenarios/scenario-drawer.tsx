'use client';

import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleXFilled, IconPlayerPlay, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ScenarioAnswer } from '@/contract/http/scenarios';
import type { ScenarioFailure, ScenarioRun } from '@/saga/trace/scenario-run';
import { useScenarios } from '../../live/scenario-queries';
import { ActionButton, ActionIconButton } from '../../ui/action-button';
import { Chip } from '../../ui/chip';
import designerClasses from '../designer.module.css';
import { useDefinition, useDesignerState } from '../designer-store';
import { type OpenScenario, ScenarioEditor } from './scenario-editor';
import classes from './scenarios.module.css';
import { useScenarioRuns } from './use-scenario-runs';

export const failureWords = ({ line, text, message }: ScenarioFailure) =>
	line === 0 ? message : `Line ${line}${text === '' ? '' : ` (${text})`}: ${message}`;

interface RowProps {
	readonly scenario: ScenarioAnswer;
	readonly run: ScenarioRun | null;
	readonly onOpen: () => void;
}

function Row({ scenario, run, onOpen }: RowProps) {
	const failure = run?.failure ?? null;
	return (
		<li className={designerClasses.problem}>
			<button type="button" className={designerClasses.problemText} onClick={onOpen}>
				{run === null && <IconPlayerPlay size={15} color="var(--u-mute)" aria-label="Being played" />}
				{run !== null && failure === null && <IconCircleCheck size={15} color="var(--u-done)" aria-label="Passes" />}
				{failure !== null && <IconCircleXFilled size={15} color="var(--u-bad)" aria-label="Fails" />}
				<span>
					<strong>{scenario.name}</strong> {failure !== null && failureWords(failure)}
				</span>
			</button>
		</li>
	);
}

function Counts({ runs, count }: { runs: ReadonlyMap<string, ScenarioRun> | null; count: number }) {
	if (count === 0) return null;
	if (runs === null) return <Chip>Playing…</Chip>;
	const failing = [...runs.values()].filter(({ failure }) => failure !== null).length;
	return failing === 0 ? (
		<Chip tone="done">
			<IconCircleCheck size={13} aria-hidden /> {count} of {count} pass
		</Chip>
	) : (
		<Chip tone="bad">
			<IconCircleXFilled size={13} aria-hidden /> {failing} of {count} {failing === 1 ? 'fails' : 'fail'}
		</Chip>
	);
}

/** What the flow must do, played over what is drawn now; in the place of the problems until it is closed. */
export function ScenarioDrawer({ onClose }: { onClose: () => void }) {
	const definition = useDefinition();
	const flowId = useDesignerState((state) => state.flowId);
	const lock = useDesignerState((state) => state.lock);
	const { data, error, refetch } = useScenarios(flowId);
	const { runs, failure, again } = useScenarioRuns({ definition, called: data?.called, scenarios: data?.scenarios });
	const [opened, setOpened] = useState<OpenScenario | null>(null);
	const add = () => setOpened({ id: crypto.randomUUID(), name: '', trace: 'start\n', updatedAt: null });
	const count = data?.scenarios.length ?? 0;
	return (
		<section className={`${designerClasses.drawer} ${classes.drawer}`} aria-label="Scenarios">
			<div className={designerClasses.drawerTop}>
				<h2>Scenarios</h2>
				{failure === null && <Counts runs={runs} count={count} />}
				<span style={{ flex: 1 }} />
				{count > 0 && (
					<Button variant="default" size="compact-xs" onClick={again}>
						Run all
					</Button>
				)}
				<ActionButton size="compact-xs" leftSection={<IconPlus size={13} />} refusal={lock} onClick={add}>
					New scenario
				</ActionButton>
				<ActionIconButton label="Close the scenarios" size={24} onClick={onClose}>
					<IconX size={16} />
				</ActionIconButton>
			</div>
			{error !== null && data === undefined && (
				<div className={classes.note} role="alert">
					The scenarios cannot be shown: {error.message}
					<Button variant="default" size="compact-xs" onClick={() => void refetch()}>
						Try again
					</Button>
				</div>
			)}
			{failure !== null && count > 0 && (
				<div className={classes.note} role="alert">
					The scenarios cannot be played here: {failure} They are played when the flow is deployed.
				</div>
			)}
			{data === undefined && error === null && <div className={classes.note}>Loading the scenarios…</div>}
			{data !== undefined && count === 0 && (
				<div className={classes.note}>
					A scenario says what must happen, line by line. It is played before each deployment, and one that fails keeps
					the draft from being deployed.
				</div>
			)}
			{count > 0 && (
				<ul className={designerClasses.problems} aria-label="Scenarios of the flow">
					{data?.scenarios.map((scenario) => (
						<Row
							key={scenario.id}
							scenario={scenario}
							run={runs?.get(scenario.id) ?? null}
							onOpen={() => setOpened(scenario)}
						/>
					))}
				</ul>
			)}
			{opened !== null && (
				<ScenarioEditor key={opened.id} scenario={opened} called={data?.called} onClose={() => setOpened(null)} />
			)}
		</section>
	);
}
