'use client';

import { SegmentedControl, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useVersions } from '../live/flow-queries';
import { CopyId } from '../ui/copy-id';
import { type AnswerType, problemOf, type Typed } from './act-form';
import { JsonInput } from './json-input';
import { type Act, actWords, targetsOf } from './saga-acts';
import type { SagaModel } from './saga-model';

interface FieldsProps<Which extends Act = Act> {
	readonly model: SagaModel;
	readonly act: Which;
	readonly typed: Typed;
	readonly change: (changes: Partial<Typed>) => void;
}

type Of<Type extends Act['type']> = Extract<Act, { type: Type }>;

export function WhatItDoes({ act }: { act: Act }) {
	if (act.type === 'retry-node')
		return <Text size="sm">What waits before {act.title} is evaluated again with the variables as they are now.</Text>;
	if (act.type === 'retry-parked')
		return <Text size="sm">The inputs that could not be processed are processed again, in their order.</Text>;
	if (act.type !== 'retry') return <Text size="sm">{actWords[act.type].does}</Text>;
	return (
		<Stack gap={6}>
			<Text size="sm">
				Sends <code>{act.command}</code> to <strong>{act.participant}</strong> again, now, with its attempts counted
				anew.
			</Text>
			<Text size="sm" c="dimmed" component="div">
				Safe to send again: the command keeps its key, so {act.participant} does it at most once. Key{' '}
				<CopyId id={act.commandKey} length={16} />
			</Text>
		</Stack>
	);
}

function GivenJson({
	act,
	typed,
	change,
	label,
	hint,
	spoken,
}: FieldsProps & { label: string; hint: string; spoken: string }) {
	return (
		<>
			<Switch
				label={label}
				description={hint}
				checked={typed.isGiven}
				onChange={(event) => change({ isGiven: event.currentTarget.checked })}
			/>
			{typed.isGiven && (
				<JsonInput
					label={spoken}
					text={typed.text}
					onChange={(text) => change({ text })}
					problem={problemOf(act, typed)}
				/>
			)}
		</>
	);
}

function AnswerFields({ act, typed, change }: FieldsProps<Of<'supply-reply'>>) {
	return (
		<>
			<SegmentedControl
				aria-label="What the participant would have answered"
				value={typed.answerType}
				onChange={(type) => change({ answerType: type as AnswerType })}
				data={[
					{ value: 'completed', label: 'Completed' },
					{ value: 'failed', label: 'Failed, no effect' },
					{ value: 'unavailable', label: 'Not available' },
				]}
			/>
			{typed.answerType === 'completed' && !act.undo && (
				<JsonInput
					label="Output as JSON"
					text={typed.text}
					onChange={(text) => change({ text })}
					problem={problemOf(act, typed)}
				/>
			)}
			{typed.answerType === 'failed' && (
				<TextInput
					label="Code"
					required
					maxLength={100}
					value={typed.code}
					onChange={(event) => change({ code: event.currentTarget.value })}
				/>
			)}
			{typed.answerType !== 'completed' && (
				<TextInput
					label="Message"
					maxLength={500}
					value={typed.message}
					onChange={(event) => change({ message: event.currentTarget.value })}
				/>
			)}
		</>
	);
}

function TargetField({ model, act, typed, change }: FieldsProps<Of<'move-token'>>) {
	const targets = useMemo(() => targetsOf(model, act), [model, act]);
	return (
		<Select
			label="Put it before"
			placeholder={targets.length === 0 ? 'There is no other place in this scope' : 'Choose a step'}
			required
			searchable
			data-autofocus
			data={targets.map((id) => ({ value: id, label: model.names.node(id) }))}
			value={typed.to}
			onChange={(to) => change({ to })}
		/>
	);
}

function VersionField({ model, typed, change }: FieldsProps) {
	const { flowId, flowVersion } = model.summary;
	const { data, error, isPending } = useVersions(flowId);
	const others = data?.versions.filter(({ version }) => version !== flowVersion) ?? [];
	const nothing = isPending ? 'Reading the versions…' : 'There is no other version';
	return (
		<Select
			label={`Go on with, instead of v${flowVersion}`}
			placeholder={others.length === 0 ? nothing : 'Choose a version'}
			required
			data-autofocus
			error={error === null ? null : 'The versions cannot be read. Close this and try again.'}
			data={others.map(({ version, message, current }) => ({
				value: String(version),
				label: `v${version}${current ? ', current' : ''}${message === '' ? '' : `: ${message}`}`,
			}))}
			value={typed.version === null ? null : String(typed.version)}
			onChange={(version) => change({ version: version === null ? null : Number(version) })}
		/>
	);
}

/** What this act asks for beside the reason. */
export function ActFields({ act, ...props }: FieldsProps) {
	switch (act.type) {
		case 'retry':
			return (
				<GivenJson
					{...props}
					act={act}
					label="Change what is sent"
					hint="Only for an input that is wrong; it replaces the command's payload."
					spoken="Changed input as JSON"
				/>
			);
		case 'skip-done':
			return (
				<GivenJson
					{...props}
					act={act}
					label="Give its output"
					hint="What later steps read of it; without it there is none."
					spoken="Output as JSON"
				/>
			);
		case 'supply-reply':
			return <AnswerFields {...props} act={act} />;
		case 'move-token':
			return <TargetField {...props} act={act} />;
		case 'migrate':
			return <VersionField {...props} act={act} />;
		default:
			return null;
	}
}
