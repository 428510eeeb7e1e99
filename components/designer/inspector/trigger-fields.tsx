'use client';

import { Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { ReactionTrigger } from '@/saga/flow/nodes/event';
import { useDefinition } from '../designer-store';
import { ExpressionInput } from './expression-input';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { namesAt } from './known-names';
import { MappingEditor } from './mapping-editor';
import { Section } from './section';
import { TimerFields } from './timer-fields';

type TriggerType = ReactionTrigger['type'];
type On<Type extends TriggerType> = Extract<ReactionTrigger, { type: Type }>;

interface TriggerFieldsProps {
	readonly node: string;
	/** Where the trigger stands in the node: `on`, `reaction.on`. */
	readonly field: string;
	readonly on: ReactionTrigger;
	readonly types: readonly TriggerType[];
	readonly disabled: boolean;
	/** `key`: edits with one key in a row are one step back. */
	readonly onChange: (on: ReactionTrigger, key: string | null) => void;
}

const words: Readonly<Record<TriggerType, string>> = {
	message: 'Message',
	timer: 'Time',
	signal: 'Signal',
	error: 'Error',
	escalation: 'Escalation',
};

/** What both have in common is kept. */
function changedTo(type: TriggerType, was: ReactionTrigger): ReactionTrigger {
	const output = 'output' in was ? was.output : [];
	switch (type) {
		case 'message':
			return { type, message: '', key: '', output };
		case 'timer':
			return { type, timer: 'duration', value: '' };
		case 'signal':
			return { type, signal: '', output };
		default:
			return { type, code: null, output };
	}
}

function TypeChoice({ on, types, disabled, onChange }: TriggerFieldsProps) {
	const data = types.map((type) => ({ value: type, label: words[type] }));
	const choose = (type: string | null) =>
		type !== null && type !== on.type && onChange(changedTo(type as TriggerType, on), null);
	return types.length > 3 ? (
		<Select label="Reacts to" value={on.type} data={data} disabled={disabled} onChange={choose} />
	) : (
		<SegmentedControl
			fullWidth
			aria-label="Waits for"
			value={on.type}
			data={data}
			disabled={disabled}
			onChange={choose}
		/>
	);
}

interface PartProps<Type extends TriggerType> extends Omit<TriggerFieldsProps, 'on' | 'types'> {
	readonly on: On<Type>;
	readonly names: readonly string[];
}

function MessagePart({ node, field, on, names, disabled, onChange }: PartProps<'message'>) {
	const nameError = useFieldProblem({ node, field: `${field}.message` });
	const keyError = useFieldProblem({ node, field: `${field}.key` });
	return (
		<>
			<TextInput
				label="Name of the message"
				value={on.message}
				error={nameError}
				disabled={disabled}
				maxLength={200}
				placeholder="e.g. payment-received"
				onChange={(event) => onChange({ ...on, message: event.currentTarget.value }, 'message')}
			/>
			<ExpressionInput
				label="Key"
				visibleLabel
				value={on.key}
				variables={names}
				error={keyError}
				placeholder="order.id"
				disabled={disabled}
				onChange={(key) => onChange({ ...on, key }, 'key')}
			/>
			<p className={classes.note}>Only a message with this correlation key is meant for this saga.</p>
		</>
	);
}

function SignalPart({ node, field, on, disabled, onChange }: PartProps<'signal'>) {
	const error = useFieldProblem({ node, field: `${field}.signal` });
	return (
		<>
			<TextInput
				label="Name of the signal"
				value={on.signal}
				error={error}
				disabled={disabled}
				maxLength={200}
				placeholder="e.g. shop-closes"
				onChange={(event) => onChange({ ...on, signal: event.currentTarget.value }, 'signal')}
			/>
			<p className={classes.note}>All sagas that wait for it hear a signal, whatever their key.</p>
		</>
	);
}

function CodePart({ node, field, on, disabled, onChange }: PartProps<'error' | 'escalation'>) {
	const error = useFieldProblem({ node, field: `${field}.code` });
	const codes = useExpectedCodes(node);
	return (
		<>
			<Checkbox
				label={on.type === 'error' ? 'Every error that nothing else catches' : 'Every escalation'}
				checked={on.code === null}
				disabled={disabled}
				onChange={(event) => onChange({ ...on, code: event.currentTarget.checked ? null : (codes[0] ?? '') }, null)}
			/>
			{on.code !== null && (
				<TextInput
					label={on.type === 'error' ? 'Error code' : 'Escalation code'}
					className={classes.mono ?? ''}
					value={on.code}
					error={error}
					disabled={disabled}
					maxLength={64}
					placeholder={codes[0] ?? 'e.g. CARD_DECLINED'}
					onChange={(event) => onChange({ ...on, code: event.currentTarget.value.trim() }, 'code')}
				/>
			)}
		</>
	);
}

/** The errors that the step, on whose border the event stands, says it may answer. */
function useExpectedCodes(id: string): readonly string[] {
	const { nodes } = useDefinition();
	const event = nodes.find((node) => node.id === id);
	const host = event?.kind === 'boundary' ? nodes.find((node) => node.id === event.attachedTo) : undefined;
	return host?.kind === 'step' ? host.expectedErrors.map((expected) => expected.code) : [];
}

/** What is waited for or reacted to, and what of it is stored. */
export function TriggerFields(props: TriggerFieldsProps) {
	const { node, field, on, disabled, onChange } = props;
	const definition = useDefinition();
	const names = useMemo(() => namesAt(definition, node), [definition, node]);
	const part = { node, field, names, disabled, onChange };
	return (
		<>
			<div className={classes.stack}>
				<TypeChoice {...props} />
				{on.type === 'message' && <MessagePart {...part} on={on} />}
				{on.type === 'signal' && <SignalPart {...part} on={on} />}
				{on.type === 'timer' && <TimerFields {...part} on={on} />}
				{(on.type === 'error' || on.type === 'escalation') && <CodePart {...part} on={on} />}
			</div>
			{on.type !== 'timer' && (
				<Section title="What it brings">
					<MappingEditor
						node={node}
						field={`${field}.output`}
						mapping={on.output}
						locals={[on.type === 'error' ? 'error' : 'event']}
						direction="out"
						addLabel={on.type === 'error' ? 'Store from the error' : 'Store from the event'}
						disabled={disabled}
						onChange={(output) => onChange({ ...on, output }, 'output')}
					/>
				</Section>
			)}
		</>
	);
}
