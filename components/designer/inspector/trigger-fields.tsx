'use client';

import { Checkbox, SegmentedControl, Select } from '@mantine/core';
import type { ReactionTrigger } from '@/saga/flow/nodes/event';
import { useDefinition } from '../designer-store';
import { ExpressionField } from './expression-field';
import classes from './forms.module.css';
import { MappingEditor } from './mapping-editor';
import { Section } from './section';
import { TextField } from './text-field';
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
}

function MessagePart({ node, field, on, disabled, onChange }: PartProps<'message'>) {
	return (
		<>
			<TextField
				place={{ node, field: `${field}.message` }}
				label="Name of the message"
				value={on.message}
				maxLength={200}
				placeholder="e.g. payment-received"
				disabled={disabled}
				onChange={(message) => onChange({ ...on, message }, 'message')}
			/>
			<ExpressionField
				node={node}
				field={`${field}.key`}
				label="Key"
				value={on.key}
				placeholder="order.id"
				disabled={disabled}
				onChange={(key) => onChange({ ...on, key }, 'key')}
			/>
			<p className={classes.note}>Only a message with this correlation key is meant for this saga.</p>
		</>
	);
}

function SignalPart({ node, field, on, disabled, onChange }: PartProps<'signal'>) {
	return (
		<>
			<TextField
				place={{ node, field: `${field}.signal` }}
				label="Name of the signal"
				value={on.signal}
				maxLength={200}
				placeholder="e.g. shop-closes"
				disabled={disabled}
				onChange={(signal) => onChange({ ...on, signal }, 'signal')}
			/>
			<p className={classes.note}>All sagas that wait for it hear a signal, whatever their key.</p>
		</>
	);
}

function CodePart({ node, field, on, disabled, onChange }: PartProps<'error' | 'escalation'>) {
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
				<TextField
					place={{ node, field: `${field}.code` }}
					label={on.type === 'error' ? 'Error code' : 'Escalation code'}
					value={on.code}
					isCode
					maxLength={64}
					placeholder={codes[0] ?? 'e.g. CARD_DECLINED'}
					disabled={disabled}
					onChange={(code) => onChange({ ...on, code: code.trim() }, 'code')}
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
	const part = { node, field, disabled, onChange };
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
