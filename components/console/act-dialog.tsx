'use client';

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { ActionRequest, OperatorActionRequest, RequestAnswer } from '@/contract/http/actions';
import { toFailure } from '../live/api-failure';
import { useAct, usePreview, useRequest } from '../live/saga-queries';
import { ActionButton } from '../ui/action-button';
import { announce } from '../ui/announcer';
import { ActFields, WhatItDoes } from './act-fields';
import { formOf, problemOf, useTyped } from './act-form';
import { ActPreview } from './act-preview';
import { type Act, actionOf, actTitle, actWords, requestOf } from './saga-acts';
import type { SagaModel } from './saga-model';

/** Of one dialog: asked once, however often it is clicked; a new key only after it was refused for good. */
export function useAsking(sagaId: string, onDone: () => void) {
	// One key per opened dialog: a second click, or a retry after a lost answer, does nothing twice.
	const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
	const act = useAct(sagaId);
	const asked = useRequest(act.data?.requestId ?? null);
	const status = asked.data?.status;
	useEffect(() => {
		if (status === 'done') onDone();
	}, [status, onDone]);
	const isBusy = act.isPending || (act.isSuccess && status !== 'refused');
	const send = (action: ActionRequest) => {
		if (isBusy) return;
		const isAgain = status === 'refused' || (act.isError && !toFailure(act.error).isPassing);
		const key = isAgain ? crypto.randomUUID() : idempotencyKey;
		setKey(key);
		act.mutate({ idempotencyKey: key, action });
	};
	const unread = act.isSuccess && asked.error !== null ? toFailure(asked.error).message : null;
	return {
		isBusy,
		send,
		answer: asked.data,
		unread,
		failure: act.error === null ? null : toFailure(act.error).message,
	};
}

interface OutcomeProps {
	readonly answer: RequestAnswer | undefined;
	/** Why it was not sent. */
	readonly failure: string | null;
	/** Why it is not known what became of it. */
	readonly unread: string | null;
}

export function Outcome({ answer, failure, unread }: OutcomeProps) {
	if (failure !== null)
		return (
			<Alert color="red" title="Not sent">
				{failure}
			</Alert>
		);
	if (unread !== null)
		return (
			<Alert color="gray" title="Sent; what became of it cannot be read now">
				{unread} It is asked for again by itself.
			</Alert>
		);
	if (answer?.status === 'refused')
		return (
			<Alert color="red" title="The orchestrator refused">
				{answer.refusal?.message ?? 'It gave no reason.'}
			</Alert>
		);
	if (answer?.status === 'open')
		return (
			<Text size="sm" c="dimmed" role="status">
				Asked for; waiting for an orchestrator to take it.
			</Text>
		);
	return null;
}

function useLivePreview(model: SagaModel, request: OperatorActionRequest | null) {
	const text = request === null ? null : JSON.stringify(request);
	const [settled] = useDebouncedValue(text, 250);
	const action = useMemo(() => (settled === null ? null : (JSON.parse(settled) as OperatorActionRequest)), [settled]);
	const preview = usePreview(model.summary.id, model.records.length, action);
	// Of another choice than the one that is shown: not told as if it were this one.
	const isOfThis = text !== null && settled === text;
	return { ...preview, data: isOfThis ? preview.data : undefined, isAsked: text !== null };
}

function PreviewPart({ model, preview }: { model: SagaModel; preview: ReturnType<typeof useLivePreview> }) {
	if (!preview.isAsked) return null;
	if (preview.data !== undefined) return <ActPreview model={model} answer={preview.data} />;
	if (preview.error !== null)
		return (
			<Alert color="gray" title="What it will do cannot be said now">
				{toFailure(preview.error).message} You can ask for it all the same: the orchestrator decides.
			</Alert>
		);
	return (
		<Text size="sm" c="dimmed" role="status">
			Working out what it will do…
		</Text>
	);
}

interface FormProps {
	readonly model: SagaModel;
	readonly act: Act;
	readonly onClose: () => void;
}

function ActForm({ model, act, onClose }: FormProps) {
	const words = actWords[act.type];
	const { typed, change } = useTyped(act);
	const form = formOf(act, typed);
	const preview = useLivePreview(model, form === null ? null : requestOf(act, form));
	const { isBusy, send, ...outcome } = useAsking(model.summary.id, () => {
		announce(`${words.button}: done.`);
		onClose();
	});
	const refused = preview.data?.preview.kind === 'refused' ? preview.data.preview.message : null;
	const isMute = typed.reason.trim() === '';
	const refusal = problemOf(act, typed) ?? refused ?? (isMute ? 'Say why first: it is kept with the saga.' : null);
	const submit = () => {
		const action = form === null ? null : actionOf(act, form, typed.reason.trim());
		if (refusal === null && action !== null) send(action);
	};
	const asksElse = act.type === 'move-token' || act.type === 'migrate';
	return (
		<Stack gap="sm" component="form" onSubmit={(event: { preventDefault(): void }) => event.preventDefault()}>
			<WhatItDoes act={act} />
			<ActFields model={model} act={act} typed={typed} change={change} />
			<PreviewPart model={model} preview={preview} />
			<Textarea
				label="Reason"
				description="Kept in the history with your name."
				required
				{...(asksElse ? {} : { 'data-autofocus': true })}
				maxLength={500}
				autosize
				minRows={2}
				value={typed.reason}
				onChange={(event) => change({ reason: event.currentTarget.value })}
			/>
			<Outcome {...outcome} />
			<Group justify="flex-end">
				<Button variant="default" onClick={onClose}>
					{isBusy ? 'Close' : words.isDestructive ? 'Keep as it is' : 'Cancel'}
				</Button>
				<ActionButton
					type="submit"
					{...(words.isDestructive ? { color: 'red' } : {})}
					refusal={refusal}
					loading={isBusy}
					onClick={submit}
				>
					{words.button}
				</ActionButton>
			</Group>
		</Stack>
	);
}

export function ActDialog({ model, act, onClose }: { model: SagaModel; act: Act | null; onClose: () => void }) {
	return (
		<Modal opened={act !== null} onClose={onClose} title={act === null ? '' : actTitle(act)} size={580}>
			{act !== null && <ActForm model={model} act={act} onClose={onClose} />}
		</Modal>
	);
}
