'use client';

import { Alert, Button, Group, Modal, Stack, Tabs, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { FlowDefinition } from '@/saga/flow/definition';
import { toFailure } from '../live/api-failure';
import { useStartSaga, useVersion } from '../live/flow-queries';
import { ActionButton } from '../ui/action-button';
import { LoadingView } from '../ui/state-views';
import type { DeployedState } from './deployed-state';
import { JsonEditor } from './json-editor';
import { FailSwitch, StartFormFields } from './start-form-fields';
import { payloadProblems, readPayload, samplePayloadText } from './start-payload';

interface StartDialogProps {
	readonly flowId: string;
	readonly deployed: DeployedState;
	readonly opened: boolean;
	readonly lock: string | null;
	readonly onClose: () => void;
	readonly onDeploy: () => void;
}

function StartForm({
	flowId,
	definition,
	version,
	lock,
	onClose,
}: {
	flowId: string;
	definition: FlowDefinition;
	version: number;
	lock: string | null;
	onClose: () => void;
}) {
	const router = useRouter();
	const start = useStartSaga(flowId);
	const [text, setText] = useState(() => samplePayloadText(definition));
	// One key per opened dialog: a second click, or a retry after a lost answer, starts no second saga.
	const [idempotencyKey] = useState(() => crypto.randomUUID());
	const payload = readPayload(text);
	const problems = payload.ok ? payloadProblems(definition, payload.value) : null;
	const refusal =
		lock ??
		(payload.ok ? ([...(problems ?? [])].map(([name, problem]) => `${name}: ${problem}`)[0] ?? null) : payload.problem);
	const failure = start.error === null ? null : toFailure(start.error);
	const run = () => {
		if (!payload.ok || start.isPending || start.isSuccess) return;
		start.mutate(
			{ payload: payload.value, idempotencyKey },
			{ onSuccess: ({ sagaId }) => router.push(`/sagas/${sagaId}`) },
		);
	};
	return (
		<Stack gap="sm">
			<Tabs defaultValue="form">
				<Tabs.List mb="sm">
					<Tabs.Tab value="form">Form</Tabs.Tab>
					<Tabs.Tab value="json">JSON</Tabs.Tab>
				</Tabs.List>
				<Tabs.Panel value="form">
					{payload.ok ? (
						<Stack gap="xs">
							<StartFormFields
								definition={definition}
								payload={payload.value}
								onChange={(next) => setText(JSON.stringify(next, null, 2))}
							/>
						</Stack>
					) : (
						<Text size="sm">{payload.problem} Put it right under JSON.</Text>
					)}
				</Tabs.Panel>
				<Tabs.Panel value="json">
					<JsonEditor value={text} onChange={setText} />
				</Tabs.Panel>
			</Tabs>
			{payload.ok && (
				<FailSwitch
					definition={definition}
					payload={payload.value}
					onChange={(next) => setText(JSON.stringify(next, null, 2))}
				/>
			)}
			{failure !== null && (
				<Alert color="red" title="The saga was not started">
					{failure.message}
					{failure.problem?.errors?.map((error) => (
						<div key={error.path}>
							<code>{error.path}</code> {error.message}
						</div>
					))}
				</Alert>
			)}
			<Group justify="flex-end">
				<Button variant="default" onClick={onClose}>
					Cancel
				</Button>
				<ActionButton refusal={refusal} loading={start.isPending || start.isSuccess} onClick={run}>
					Start v{version}
				</ActionButton>
			</Group>
		</Stack>
	);
}

/** Starts a saga of the deployed version with a payload that begins as the sample. */
export function StartDialog({ flowId, deployed, opened, lock, onClose, onDeploy }: StartDialogProps) {
	const version = useVersion(flowId, opened ? deployed.version : null);
	const isBare = deployed.isKnown && deployed.version === null;
	return (
		<Modal opened={opened} onClose={onClose} title="Start a saga" size={640}>
			{deployed.version !== null && deployed.isChanged && deployed.isKnown && (
				<Text size="sm" c="dimmed" mb="sm">
					Starts v{deployed.version} as it is deployed; what you have drawn since is not in it.
				</Text>
			)}
			{isBare && (
				<Stack>
					<Text size="sm">Only a deployed version can be started, and this flow has none yet.</Text>
					<Group justify="flex-end">
						<Button variant="default" onClick={onClose}>
							Cancel
						</Button>
						<ActionButton refusal={lock} onClick={onDeploy}>
							Deploy…
						</ActionButton>
					</Group>
				</Stack>
			)}
			{version.isError && (
				<Alert color="red" title="The deployed version cannot be read">
					{version.error.message}
				</Alert>
			)}
			{!isBare && version.data === undefined && !version.isError && (
				<LoadingView what="the deployed version" rows={3} />
			)}
			{version.data !== undefined && (
				<StartForm
					key={version.data.version}
					flowId={flowId}
					definition={version.data.definition}
					version={version.data.version}
					lock={lock}
					onClose={onClose}
				/>
			)}
		</Modal>
	);
}
