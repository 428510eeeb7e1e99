'use client';

import { json } from '@codemirror/lang-json';
import { Alert, Button, Group, Modal, Stack, Switch, Text, Textarea, useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useEffect, useState } from 'react';
import type { RequestAnswer } from '@/contract/http/actions';
import { checkJson, type Json, type JsonObject } from '@/saga/expression/json';
import { toFailure } from '../live/api-failure';
import { useAct, useRequest } from '../live/saga-queries';
import { ActionButton } from '../ui/action-button';
import { announce } from '../ui/announcer';
import { CopyId } from '../ui/copy-id';
import classes from './console.module.css';
import { actionOf, type Retry } from './saga-retry';

const extensions = [
	json(),
	EditorView.lineWrapping,
	EditorView.contentAttributes.of({ 'aria-label': 'Changed input as JSON' }),
];

type Read = { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly problem: string };

function readObject(text: string): Read {
	let value: Json;
	try {
		value = JSON.parse(text) as Json;
	} catch (error) {
		return { ok: false, problem: `This is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.` };
	}
	if (value === null || typeof value !== 'object' || Array.isArray(value))
		return { ok: false, problem: 'A command carries a JSON object: it begins with { and ends with }.' };
	const problem = checkJson(value);
	return problem === null
		? { ok: true, value: value as JsonObject }
		: { ok: false, problem: `${problem.path}: ${problem.reason}.` };
}

function InputEditor({
	text,
	onChange,
	problem,
}: {
	text: string;
	onChange: (text: string) => void;
	problem: string | null;
}) {
	const scheme = useComputedColorScheme('light');
	return (
		<div>
			<CodeMirror
				className={classes.json ?? ''}
				value={text}
				onChange={onChange}
				maxHeight="220px"
				theme={scheme}
				extensions={extensions}
				basicSetup={{ lineNumbers: false, foldGutter: false, highlightActiveLine: false }}
			/>
			{problem !== null && (
				<Text size="xs" c="var(--u-bad)" mt={4} role="alert">
					{problem}
				</Text>
			)}
		</div>
	);
}

function WhatItDoes({ retry }: { retry: Retry }) {
	if (retry.type === 'retry-node')
		return (
			<Text size="sm">What waits before {retry.title} is evaluated again with the variables as they are now.</Text>
		);
	if (retry.type === 'retry-parked')
		return <Text size="sm">The inputs that could not be processed are processed again, in their order.</Text>;
	return (
		<Stack gap={6}>
			<Text size="sm">
				Sends <code>{retry.command}</code> to <strong>{retry.participant}</strong> again, now, with its attempts counted
				anew.
			</Text>
			<Text size="sm" c="dimmed" component="div">
				Safe to send again: the command keeps its key, so {retry.participant} does it at most once. Key{' '}
				<CopyId id={retry.commandKey} length={16} />
			</Text>
		</Stack>
	);
}

function Outcome({ asked, failure }: { asked: RequestAnswer | undefined; failure: string | null }) {
	if (failure !== null)
		return (
			<Alert color="red" title="Not sent">
				{failure}
			</Alert>
		);
	if (asked?.status === 'refused')
		return (
			<Alert color="red" title="The orchestrator refused">
				{asked.refusal?.message ?? 'It gave no reason.'}
			</Alert>
		);
	if (asked?.status === 'open')
		return (
			<Text size="sm" c="dimmed" role="status">
				Asked for; waiting for an orchestrator to take it.
			</Text>
		);
	return null;
}

function RetryForm({ sagaId, retry, onClose }: { sagaId: string; retry: Retry; onClose: () => void }) {
	// One key per opened dialog: a second click, or a retry after a lost answer, does nothing twice.
	const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
	const [reason, setReason] = useState('');
	const [isChanged, setChanged] = useState(false);
	const [text, setText] = useState(() => JSON.stringify(retry.type === 'retry' ? (retry.input ?? {}) : {}, null, 2));
	const act = useAct(sagaId);
	const asked = useRequest(act.data?.requestId ?? null);
	const input = readObject(text);
	const problem = isChanged && !input.ok ? input.problem : null;
	const status = asked.data?.status;
	useEffect(() => {
		if (status !== 'done') return;
		announce(`${retry.title} is tried again.`);
		onClose();
	}, [status, retry.title, onClose]);
	const isBusy = act.isPending || (act.isSuccess && status !== 'refused');
	const refusal = reason.trim() === '' ? 'Say why first: it is kept with the saga.' : problem;
	const send = () => {
		if (isBusy || refusal !== null) return;
		const isAgain = status === 'refused' || (act.isError && !toFailure(act.error).isPassing);
		const key = isAgain ? crypto.randomUUID() : idempotencyKey;
		setKey(key);
		act.mutate({
			idempotencyKey: key,
			action: actionOf(retry, reason.trim(), isChanged && input.ok ? input.value : null),
		});
	};
	return (
		<Stack gap="sm" component="form" onSubmit={(event: { preventDefault(): void }) => event.preventDefault()}>
			<WhatItDoes retry={retry} />
			{retry.type === 'retry' && (
				<Switch
					label="Change what is sent"
					description="Only for an input that is wrong; it replaces the command's payload."
					checked={isChanged}
					onChange={(event) => setChanged(event.currentTarget.checked)}
				/>
			)}
			{isChanged && <InputEditor text={text} onChange={setText} problem={problem} />}
			<Textarea
				label="Reason"
				description="Kept in the history with your name."
				required
				data-autofocus
				maxLength={500}
				autosize
				minRows={2}
				value={reason}
				onChange={(event) => setReason(event.currentTarget.value)}
			/>
			<Outcome asked={asked.data} failure={act.error === null ? null : toFailure(act.error).message} />
			<Group justify="flex-end">
				<Button variant="default" onClick={onClose}>
					{isBusy ? 'Close' : 'Cancel'}
				</Button>
				<ActionButton type="submit" refusal={refusal} loading={isBusy} onClick={send}>
					Retry now
				</ActionButton>
			</Group>
		</Stack>
	);
}

export function RetryDialog({ sagaId, retry, onClose }: { sagaId: string; retry: Retry | null; onClose: () => void }) {
	return (
		<Modal opened={retry !== null} onClose={onClose} title={retry === null ? '' : `Retry ${retry.title}`} size={560}>
			{retry !== null && <RetryForm sagaId={sagaId} retry={retry} onClose={onClose} />}
		</Modal>
	);
}
