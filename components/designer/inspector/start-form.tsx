'use client';

import { Button, Checkbox, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { compileExpression } from '@/saga/expression/compile-expression';
import { setStart } from '@/saga/flow/edits/nodes';
import { type StartField, type StartNode, startFieldSchema, startFieldTypes } from '@/saga/flow/nodes/start';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { ActionIconButton } from '../../ui/action-button';
import { useDefinition, useDesigner } from '../designer-store';
import { CheckedInput } from './checked-input';
import { ExpressionInput } from './expression-input';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { namesAt } from './known-names';
import { NameField } from './name-field';
import { Section } from './section';

const samples = { text: '', number: 0, boolean: false, object: {}, list: [] };
const fieldName = startFieldSchema.shape.name;

function freshName(fields: readonly StartField[]): string {
	let count = fields.length + 1;
	while (fields.some((field) => field.name === `field${count}`)) count += 1;
	return `field${count}`;
}

/** Text is written plainly, everything else as JSON. */
function readSample(
	text: string,
	type: StartField['type'],
): { ok: true; value: StartField['sample'] } | { ok: false; problem: string } {
	if (type === 'text') return { ok: true, value: text };
	try {
		return { ok: true, value: JSON.parse(text) as StartField['sample'] };
	} catch {
		return {
			ok: false,
			problem:
				type === 'number'
					? 'Write a number.'
					: type === 'boolean'
						? 'Write true or false.'
						: 'Write JSON, such as {"id": "T-1"}.',
		};
	}
}

function FieldRow({
	field,
	onChange,
	onRemove,
	disabled,
	error,
}: {
	readonly field: StartField;
	readonly onChange: (field: StartField, key?: string) => void;
	readonly onRemove: () => void;
	readonly disabled: boolean;
	readonly error: string | null;
}) {
	return (
		<div style={{ marginBottom: 10 }}>
			<div className={classes.mapRow}>
				<CheckedInput
					aria-label="Name of the field"
					className={classes.mono ?? ''}
					value={field.name}
					error={error}
					disabled={disabled}
					read={(text) =>
						fieldName.safeParse(text).success
							? { ok: true, set: () => onChange({ ...field, name: text }, 'name') }
							: { ok: false, problem: 'Letters, digits and underscores, beginning with a letter.' }
					}
				/>
				<Select
					aria-label={`Type of ${field.name}`}
					value={field.type}
					data={[...startFieldTypes]}
					disabled={disabled}
					onChange={(type) => type !== null && onChange({ ...field, type, sample: samples[type] })}
				/>
				<ActionIconButton label={`Remove ${field.name}`} size={24} className={classes.remove ?? ''} onClick={onRemove}>
					<IconX size={14} />
				</ActionIconButton>
			</div>
			<div className={classes.mapRow}>
				<Checkbox
					mt={6}
					label="required"
					checked={field.required}
					disabled={disabled}
					onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })}
				/>
				<CheckedInput
					aria-label={`Sample of ${field.name}`}
					className={classes.mono ?? ''}
					placeholder="sample"
					value={
						field.type === 'text' && typeof field.sample === 'string' ? field.sample : JSON.stringify(field.sample)
					}
					disabled={disabled}
					read={(text) => {
						const read = readSample(text, field.type);
						return read.ok ? { ok: true, set: () => onChange({ ...field, sample: read.value }, 'sample') } : read;
					}}
				/>
			</div>
		</div>
	);
}

function KeyPreview({ expression }: { expression: string }) {
	const definition = useDefinition();
	const words = useMemo(() => {
		const compiled = compileExpression(expression);
		const result = compiled.ok ? compiled.expression.evaluate(sampleInput(definition), Date.now()) : null;
		return result?.ok && result.value !== null ? `With the sample it is known as ${String(result.value)}.` : null;
	}, [expression, definition]);
	return (
		<p className={classes.note}>
			{words ?? 'What people know a saga by: an order number, a trip. Empty: only its id.'}
		</p>
	);
}

export function StartForm({ start, disabled }: { start: StartNode; disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const keyError = useFieldProblem({ node: start.id, field: 'businessKey' });
	const fieldError = useFieldProblem({ node: start.id, field: 'fields*' });
	const names = useMemo(() => namesAt(definition, start.id), [definition, start.id]);
	const setFields = (fields: readonly StartField[], key?: string) =>
		designer.actions.edit(
			(flow) => setStart(flow, start.id, { fields }),
			key === undefined ? {} : { key: `${key} ${start.id}` },
		);
	return (
		<>
			<NameField node={start} disabled={disabled} />
			<Section title="What a saga is started with">
				{start.fields.map((field, at) => (
					<FieldRow
						// biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
						key={at}
						field={field}
						disabled={disabled}
						error={at === 0 ? fieldError : null}
						onChange={(next, key) =>
							setFields(start.fields.with(at, next), key === undefined ? undefined : `${key} ${at}`)
						}
						onRemove={() => setFields(start.fields.toSpliced(at, 1))}
					/>
				))}
				{!disabled && (
					<Button
						variant="subtle"
						size="compact-xs"
						leftSection={<IconPlus size={13} />}
						onClick={() =>
							setFields([...start.fields, { name: freshName(start.fields), type: 'text', required: true, sample: '' }])
						}
					>
						Add a field
					</Button>
				)}
			</Section>
			<Section title="Business key">
				<ExpressionInput
					label="Business key"
					value={start.businessKey}
					variables={names}
					error={keyError}
					placeholder="trip.id"
					disabled={disabled}
					onChange={(businessKey) =>
						designer.actions.edit((flow) => setStart(flow, start.id, { businessKey }), { key: `key ${start.id}` })
					}
				/>
				<KeyPreview expression={start.businessKey} />
			</Section>
		</>
	);
}
