'use client';

import { JsonInput, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Json, JsonObject } from '@/saga/expression/json';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { StartField } from '@/saga/flow/nodes/start';
import {
	failableSteps,
	failingCommand,
	hasDemoSwitch,
	payloadProblems,
	startFields,
	telling,
	withFailing,
} from './start-payload';

interface FieldProps {
	readonly field: StartField;
	readonly value: Json | undefined;
	readonly problem: string | undefined;
	readonly onChange: (value: Json) => void;
}

function JsonField({ field, value, problem, onChange }: FieldProps) {
	const [draft, setDraft] = useState<string | null>(null);
	const shown = draft ?? (value === undefined ? '' : JSON.stringify(value, null, 2));
	return (
		<JsonInput
			label={field.name}
			size="xs"
			withAsterisk={field.required}
			value={shown}
			error={draft === null ? problem : 'This is no JSON yet.'}
			autosize
			minRows={2}
			maxRows={10}
			styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
			onChange={(text) => {
				try {
					onChange(JSON.parse(text) as Json);
					setDraft(null);
				} catch {
					setDraft(text);
				}
			}}
		/>
	);
}

/** One field of a form that the flow asks for: of a start, of an approval. */
export function PayloadField(props: FieldProps) {
	const { field, value, problem, onChange } = props;
	const shared = { label: field.name, withAsterisk: field.required, error: problem };
	if (field.type === 'text')
		return (
			<TextInput
				{...shared}
				value={typeof value === 'string' ? value : ''}
				onChange={(event) => onChange(event.currentTarget.value)}
			/>
		);
	if (field.type === 'number')
		return (
			<NumberInput
				{...shared}
				value={typeof value === 'number' ? value : ''}
				onChange={(next) => typeof next === 'number' && onChange(next)}
			/>
		);
	if (field.type === 'boolean')
		return (
			<Switch label={field.name} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
		);
	return <JsonField {...props} />;
}

export function StartFormFields({
	definition,
	payload,
	onChange,
}: {
	definition: FlowDefinition;
	payload: JsonObject;
	onChange: (payload: JsonObject) => void;
}) {
	const problems = payloadProblems(definition, payload);
	const fields = startFields(definition).filter((field) => field.name !== 'demo');
	if (fields.length === 0) return <p>This flow is started with nothing but its name.</p>;
	return fields.map((field) => (
		<PayloadField
			key={field.name}
			field={field}
			value={payload[field.name]}
			problem={problems.get(field.name)}
			onChange={(value) => onChange({ ...payload, [field.name]: value })}
		/>
	));
}

/** The demo's own switch: the flow maps it visibly into its commands. */
export function FailSwitch({
	definition,
	payload,
	onChange,
}: {
	definition: FlowDefinition;
	payload: JsonObject;
	onChange: (payload: JsonObject) => void;
}) {
	const [chosen, setChosen] = useState(() => telling(definition));
	if (!hasDemoSwitch(definition)) return null;
	const failing = failingCommand(payload);
	const steps = failableSteps(definition);
	const shown = failing ?? chosen;
	const nameOf = (command: string | null) => steps.find((step) => step.command === command)?.name ?? command ?? '';
	return (
		<div
			style={{
				display: 'flex',
				alignItems: 'center',
				gap: 10,
				padding: '10px 12px',
				borderRadius: 6,
				border: '1px dashed var(--u-undo-line)',
				background: 'var(--u-undo-bg)',
			}}
		>
			<Switch
				size="sm"
				label={`Make “${nameOf(shown)}” fail`}
				checked={failing !== null}
				onChange={(event) => onChange(withFailing(payload, event.currentTarget.checked ? shown : null))}
				style={{ flex: 1 }}
			/>
			<Select
				aria-label="The step that is to fail"
				w={190}
				value={shown}
				data={steps.map((step) => ({ value: step.command, label: step.name }))}
				onChange={(command) => {
					setChosen(command);
					if (failing !== null) onChange(withFailing(payload, command));
				}}
			/>
		</div>
	);
}
