'use client';

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { toFailure } from '../live/api-failure';
import { useDeploy } from '../live/flow-queries';
import { ActionButton } from '../ui/action-button';
import type { SaveState } from './autosave';
import type { DeployedState } from './deployed-state';
import classes from './designer.module.css';
import { useDesigner, useDesignerState } from './designer-store';
import { ProblemRow, problemKey } from './problems-drawer';
import { ScenarioCheck } from './scenarios/scenario-check';

function whyNot(isChecked: boolean, errors: number, save: SaveState, deployed: DeployedState): string | null {
	if (!isChecked) return 'The flow is being checked. Wait a moment.';
	if (errors > 0) return `${errors} ${errors === 1 ? 'error has' : 'errors have'} to be put right first.`;
	if (save.kind === 'conflict') return 'Choose first which version of the draft is right.';
	if (save.kind !== 'saved') return 'The draft is not saved yet. It is being sent; wait a moment.';
	if (deployed.isKnown && deployed.version !== null && !deployed.isChanged)
		return `What is drawn is already deployed as v${deployed.version}.`;
	return null;
}

export function DeployDialog({ deployed }: { deployed: DeployedState }) {
	const designer = useDesigner();
	const flowId = useDesignerState((state) => state.flowId);
	const save = useDesignerState((state) => state.save);
	const problems = useDesignerState((state) => state.problems);
	// Where it cannot be checked here, the server does it all the same.
	const isChecked = useDesignerState((state) => state.isChecked || state.checkFailure !== null);
	const opened = useDesignerState((state) => state.dialog === 'deploy');
	const [message, setMessage] = useState('');
	const deploy = useDeploy(flowId);
	const errors = problems.filter((problem) => problem.severity === 'error');
	const [scenarioRefusal, setScenarioRefusal] = useState<string | null>(null);
	const refusal = whyNot(isChecked, errors.length, save, deployed) ?? scenarioRefusal;
	const close = () => {
		designer.actions.set({ dialog: null });
		deploy.reset();
	};
	const run = () => {
		if (save.kind !== 'saved' || deploy.isPending) return;
		deploy.mutate(
			{ revision: save.revision, message },
			{
				onSuccess: (version) => {
					close();
					setMessage('');
					notifications.show({
						color: 'green',
						title: version.unchanged ? `v${version.version} is deployed already` : `v${version.version} is deployed`,
						message: version.unchanged
							? 'It runs exactly what is drawn.'
							: 'New sagas run it. Those under way keep their version.',
					});
				},
			},
		);
	};
	const failure = deploy.error === null ? null : toFailure(deploy.error);
	return (
		<Modal opened={opened} onClose={close} title={`Deploy as v${deployed.next}`} size="lg">
			<Stack gap="sm">
				<Text size="sm">
					New sagas run this version from then on. Sagas under way go on with the version they began with.
				</Text>
				{errors.length > 0 && (
					<ul className={classes.problems} style={{ maxHeight: 240 }} aria-label="What has to be put right">
						{errors.map((problem) => (
							<ProblemRow key={problemKey(problem)} problem={problem} />
						))}
					</ul>
				)}
				<ScenarioCheck onRefusal={setScenarioRefusal} />
				<Textarea
					label="What has changed"
					description="For those who look at the versions later. May be empty."
					value={message}
					onChange={(event) => setMessage(event.currentTarget.value)}
					maxLength={500}
					autosize
					minRows={2}
					data-autofocus
				/>
				{failure !== null && (
					<Alert color="red" title="Not deployed">
						{failure.message}
						{failure.problem?.problems?.map((problem) => (
							<div key={problem.code + problem.message}>{problem.message}</div>
						))}
					</Alert>
				)}
				<Group justify="flex-end">
					<Button variant="default" onClick={close}>
						Cancel
					</Button>
					<ActionButton refusal={refusal} loading={deploy.isPending} onClick={run}>
						Deploy v{deployed.next}
					</ActionButton>
				</Group>
			</Stack>
		</Modal>
	);
}
