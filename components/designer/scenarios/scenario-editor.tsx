'use client';

import { Button, Group, Modal, Stack, Text, TextInput, useComputedColorScheme } from '@mantine/core';
import { IconCheck, IconMinus, IconPlayerPlay, IconX } from '@tabler/icons-react';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useMemo, useState } from 'react';
import type { ScenarioAnswer } from '@/contract/http/scenarios';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { ScenarioLine, ScenarioRun } from '@/saga/trace/scenario-run';
import { useDeleteScenario, useSaveScenario } from '../../live/scenario-queries';
import { ActionButton } from '../../ui/action-button';
import { useDefinition, useDesignerState } from '../designer-store';
import { ScenarioFailureAlert } from './scenario-failure-alert';
import classes from './scenarios.module.css';
import { useScenarioRuns } from './use-scenario-runs';

export type OpenScenario = Pick<ScenarioAnswer, 'id' | 'name' | 'trace'> & {
	/** Of what was read; null: it is new. */
	readonly updatedAt: number | null;
};

const extensions = [EditorView.contentAttributes.of({ 'aria-label': 'Trace' })];

const looks = {
	right: { Icon: IconCheck, word: 'Right', colour: 'var(--u-done)' },
	played: { Icon: IconPlayerPlay, word: 'Played, not compared', colour: 'var(--u-mute)' },
	wrong: { Icon: IconX, word: 'Wrong', colour: 'var(--u-bad)' },
	notPlayed: { Icon: IconMinus, word: 'Not played', colour: 'var(--u-mute)' },
} as const;

function LineRow({ line, outcome, happened, difference }: ScenarioLine) {
	const { Icon, word, colour } = looks[outcome];
	return (
		<li className={classes.line}>
			<span className={classes.number}>{line}</span>
			<Icon size={15} color={colour} aria-label={word} />
			<span>
				{difference.length === 0
					? (happened ?? 'Not played: a line before it cannot be.')
					: difference.map((text) => (
							<span key={text} className={classes.difference}>
								{text}
							</span>
						))}
			</span>
		</li>
	);
}

function Lines({ run, failure }: { run: ScenarioRun | null; failure: string | null }) {
	if (failure !== null) return <p className={classes.difference}>It cannot be played here: {failure}</p>;
	if (run === null) return <p className={classes.mute}>Playing…</p>;
	return (
		<>
			{run.failure !== null && run.failure.line === 0 && <p className={classes.difference}>{run.failure.message}</p>}
			<ol className={classes.lines} aria-label="What happens, line by line">
				{run.lines.map((line) => (
					<LineRow key={`${line.line} ${line.outcome} ${line.difference.join()}`} {...line} />
				))}
			</ol>
		</>
	);
}

interface ScenarioEditorProps {
	readonly scenario: OpenScenario;
	readonly called: readonly FlowDefinition[] | undefined;
	readonly onClose: () => void;
}

/** One scenario as text, played as it is written. */
export function ScenarioEditor({ scenario, called, onClose }: ScenarioEditorProps) {
	const definition = useDefinition();
	const flowId = useDesignerState((state) => state.flowId);
	const lock = useDesignerState((state) => state.lock);
	const scheme = useComputedColorScheme('light');
	const [name, setName] = useState(scenario.name);
	const [trace, setTrace] = useState(scenario.trace);
	const [readAt, setReadAt] = useState(scenario.updatedAt);
	const save = useSaveScenario(flowId);
	const remove = useDeleteScenario(flowId);
	const scenarios = useMemo(() => [{ id: scenario.id, trace }], [scenario.id, trace]);
	const { runs, failure: notPlayed } = useScenarioRuns({ definition, called, scenarios });
	const isNew = scenario.updatedAt === null;
	const refusal = lock ?? (name.trim() === '' ? 'A scenario needs a name.' : null);
	const send = (updatedAt: number | null) => {
		if (!save.isPending) save.mutate({ id: scenario.id, name: name.trim(), trace, updatedAt }, { onSuccess: onClose });
	};
	const takeTheirs = (theirs: ScenarioAnswer) => {
		setName(theirs.name);
		setTrace(theirs.trace);
		setReadAt(theirs.updatedAt);
		save.reset();
	};
	return (
		<Modal opened onClose={onClose} title={isNew ? 'New scenario' : 'Scenario'} size={1040}>
			<Stack gap="sm">
				<TextInput
					label="Name"
					placeholder="The card is declined"
					value={name}
					onChange={(event) => setName(event.currentTarget.value)}
					readOnly={lock !== null}
					maxLength={120}
					autoComplete="off"
					data-autofocus
				/>
				<div className={classes.editor}>
					<CodeMirror
						value={trace}
						onChange={setTrace}
						readOnly={lock !== null}
						height="340px"
						theme={scheme}
						extensions={extensions}
						basicSetup={{ foldGutter: false, highlightActiveLine: false, autocompletion: false }}
						className={classes.text ?? ''}
					/>
					<div className={classes.results} aria-live="polite">
						<Lines run={runs?.get(scenario.id) ?? null} failure={notPlayed} />
					</div>
				</div>
				<Text size="xs" c="dimmed">
					Left of → stands what happens, right of it all that it causes. A line without → is played and not compared.
				</Text>
				<ScenarioFailureAlert
					notSaved={save.error}
					notDeleted={remove.error}
					onKeepMine={(theirs) => send(theirs?.updatedAt ?? null)}
					onTakeTheirs={takeTheirs}
				/>
				<Group justify="flex-end">
					{!isNew && (
						<ActionButton
							variant="subtle"
							color="red"
							refusal={lock}
							loading={remove.isPending}
							onClick={() => remove.mutate(scenario.id, { onSuccess: onClose })}
						>
							Delete
						</ActionButton>
					)}
					<Button variant="default" onClick={onClose}>
						Cancel
					</Button>
					<ActionButton refusal={refusal} loading={save.isPending} onClick={() => send(readAt)}>
						Save
					</ActionButton>
				</Group>
			</Stack>
		</Modal>
	);
}
