'use client';

import type { PublishedEvent } from '@/saga/flow/nodes/publish';
import { ExpressionField } from './expression-field';
import classes from './forms.module.css';
import { MappingEditor } from './mapping-editor';
import { Section } from './section';
import { TextField } from './text-field';

interface ThrownFieldsProps {
	readonly node: string;
	/** Where the event stands in the node: `event`, `result`. */
	readonly field: string;
	readonly event: PublishedEvent;
	readonly disabled: boolean;
	readonly onChange: (event: PublishedEvent, key: string) => void;
}

export const thrownWords: Readonly<Record<PublishedEvent['type'], string>> = {
	message: 'Message',
	signal: 'Signal',
	escalation: 'Escalation',
};

const notes: Readonly<Record<PublishedEvent['type'], string>> = {
	message: 'Goes to whoever waits for it with this key. Without a key, the business key of the saga.',
	signal: 'Every saga that waits for it hears it.',
	escalation: 'Goes outwards to the first event on a border, or event subflow, that catches its code.',
};

/** What both have in common is kept. */
export function thrownAs(type: PublishedEvent['type'], input: PublishedEvent['input']): PublishedEvent {
	switch (type) {
		case 'message':
			return { type, message: '', key: '', input };
		case 'signal':
			return { type, signal: '', input };
		case 'escalation':
			return { type, code: '', input };
	}
}

function NameField({ node, field, event, disabled, onChange }: ThrownFieldsProps) {
	const name = event.type === 'message' ? event.message : event.type === 'signal' ? event.signal : event.code;
	const part = event.type === 'escalation' ? 'code' : event.type;
	return (
		<TextField
			place={{ node, field: `${field}.${part}` }}
			label={event.type === 'escalation' ? 'Escalation code' : `Name of the ${event.type}`}
			value={name}
			maxLength={event.type === 'escalation' ? 64 : 200}
			placeholder={event.type === 'escalation' ? 'e.g. NEEDS_ATTENTION' : 'e.g. order-shipped'}
			disabled={disabled}
			onChange={(value) => {
				if (event.type === 'message') onChange({ ...event, message: value }, 'name');
				else if (event.type === 'signal') onChange({ ...event, signal: value }, 'name');
				else onChange({ ...event, code: value.trim() }, 'name');
			}}
		/>
	);
}

/** The name, the key and the payload of what is thrown. */
export function ThrownFields(props: ThrownFieldsProps) {
	const { node, field, event, disabled, onChange } = props;
	return (
		<>
			<div className={classes.stack}>
				<NameField {...props} />
				{event.type === 'message' && (
					<ExpressionField
						node={node}
						field={`${field}.key`}
						label="Key"
						value={event.key}
						placeholder="the business key"
						disabled={disabled}
						onChange={(key) => onChange({ ...event, key }, 'key')}
					/>
				)}
			</div>
			<p className={classes.note}>{notes[event.type]}</p>
			<Section title="What it carries">
				<MappingEditor
					node={node}
					field={`${field}.input`}
					mapping={event.input}
					noun={event.type}
					direction="in"
					addLabel="Add a field"
					disabled={disabled}
					onChange={(input) => onChange({ ...event, input }, 'input')}
				/>
			</Section>
		</>
	);
}
