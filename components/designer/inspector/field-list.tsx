'use client';

import { Button, Checkbox, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type StartField, startFieldSchema, startFieldTypes } from '@/saga/flow/nodes/start';
import { ActionIconButton } from '../../ui/action-button';
import { CheckedInput } from './checked-input';
import classes from './forms.module.css';

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

interface FieldListProps {
	readonly fields: readonly StartField[];
	readonly error: string | null;
	readonly disabled: boolean;
	/** `key`: edits with one key in a row are one step back. */
	readonly onChange: (fields: readonly StartField[], key?: string) => void;
}

/** What a payload or a form consists of: names, types, samples. */
export function FieldList({ fields, error, disabled, onChange }: FieldListProps) {
	return (
		<>
			{fields.map((field, at) => (
				<FieldRow
					// biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
					key={at}
					field={field}
					disabled={disabled}
					error={at === 0 ? error : null}
					onChange={(next, key) => onChange(fields.with(at, next), key === undefined ? undefined : `${key} ${at}`)}
					onRemove={() => onChange(fields.toSpliced(at, 1))}
				/>
			))}
			{!disabled && (
				<Button
					variant="subtle"
					size="compact-xs"
					leftSection={<IconPlus size={13} />}
					onClick={() => onChange([...fields, { name: freshName(fields), type: 'text', required: true, sample: '' }])}
				>
					Add a field
				</Button>
			)}
		</>
	);
}
