'use client';

import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Mapping, MappingEntry } from '@/saga/flow/nodes/mapping';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { ActionIconButton } from '../../ui/action-button';
import { useDefinition, useDesignerState } from '../designer-store';
import { ExpressionInput } from './expression-input';
import { fieldProblem } from './field-problems';
import classes from './forms.module.css';
import { namesAt } from './known-names';
import { mappingResult } from './mapping-result';

interface MappingEditorProps {
	readonly node: string;
	/** Where the mapping stands in the node: `input`, `output`, `compensation.input`. */
	readonly field: string;
	readonly mapping: Mapping;
	readonly onChange: (mapping: Mapping) => void;
	/** Names that are known only here: `reply`, `input`, `output`. */
	readonly locals?: readonly string[];
	readonly direction: 'in' | 'out';
	/** What the fields of `in` belong to. */
	readonly noun?: string;
	readonly addLabel: string;
	readonly disabled: boolean;
}

function MappingRow({
	entry,
	at,
	onChange,
	onRemove,
	names,
	...props
}: MappingEditorProps & {
	readonly entry: MappingEntry;
	readonly at: number;
	readonly names: readonly string[];
	readonly onRemove: () => void;
	readonly onChange: (entry: Mapping) => void;
}) {
	const problems = useDesignerState((state) => state.problems);
	const errorOf = (part: string) => fieldProblem(problems, { node: props.node, field: `${props.field}.${at}.${part}` });
	const isOut = props.direction === 'out';
	const of = props.field.startsWith('compensation') ? ' of the undo' : '';
	const noun = props.noun ?? 'command';
	const target = (
		<TextInput
			aria-label={isOut ? `Variable ${at + 1}` : `Field ${at + 1} of the ${noun}${of}`}
			className={classes.mono ?? ''}
			value={entry.target}
			placeholder={isOut ? 'variable' : 'field'}
			error={errorOf('target')}
			disabled={props.disabled}
			maxLength={200}
			onChange={(event) => onChange([{ ...entry, target: event.currentTarget.value }])}
		/>
	);
	const expression = (
		<ExpressionInput
			label={`Expression for ${entry.target || `entry ${at + 1}`}${of}`}
			value={entry.expression}
			variables={names}
			error={errorOf('expression')}
			disabled={props.disabled}
			onChange={(value) => onChange([{ ...entry, expression: value }])}
		/>
	);
	return (
		<div className={classes.mapRow} data-direction={props.direction}>
			{isOut ? expression : target}
			{isOut ? target : expression}
			<ActionIconButton
				label={`Remove ${entry.target || `entry ${at + 1}`}`}
				size={24}
				className={classes.remove ?? ''}
				refusal={props.disabled ? 'Nothing can be changed here.' : null}
				onClick={onRemove}
			>
				<IconX size={14} />
			</ActionIconButton>
		</div>
	);
}

function SampleResult({ mapping }: { mapping: Mapping }) {
	const definition = useDefinition();
	const result = useMemo(() => mappingResult(mapping, sampleInput(definition), Date.now()), [mapping, definition]);
	if (result.json === null && result.unknown.length === 0 && result.problem === null) return null;
	return (
		<>
			<p className={classes.note}>
				With the sample
				{result.unknown.length > 0 && `, apart from what comes from ${result.unknown.join(', ')}`}:
			</p>
			<pre className={classes.sample} aria-live="polite">
				{result.problem ?? result.json ?? '(known only while it runs)'}
			</pre>
		</>
	);
}

/** Rows of target and expression; what goes in reads name ← expression, what comes back expression → name. */
export function MappingEditor(props: MappingEditorProps) {
	const { node, mapping, onChange, locals, direction, addLabel, disabled } = props;
	const definition = useDefinition();
	const names = useMemo(() => namesAt(definition, node, locals), [definition, node, locals]);
	const replaced = (at: number, entries: Mapping) => [...mapping.slice(0, at), ...entries, ...mapping.slice(at + 1)];
	return (
		<>
			{mapping.map((entry, at) => (
				<MappingRow
					// biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
					key={at}
					{...props}
					entry={entry}
					at={at}
					names={names}
					onChange={(entries) => onChange(replaced(at, entries))}
					onRemove={() => onChange(replaced(at, []))}
				/>
			))}
			{!disabled && (
				<Button
					variant="subtle"
					size="compact-xs"
					leftSection={<IconPlus size={13} />}
					onClick={() => onChange([...mapping, { target: '', expression: '' }])}
				>
					{addLabel}
				</Button>
			)}
			{direction === 'in' && locals === undefined && <SampleResult mapping={mapping} />}
		</>
	);
}
