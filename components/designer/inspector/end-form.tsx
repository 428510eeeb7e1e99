'use client';

import { Select } from '@mantine/core';
import type { EndNode } from '@/saga/flow/nodes/end';
import classes from './forms.module.css';
import { NameField } from './name-field';
import { Section } from './section';
import { TextField } from './text-field';
import { ThrownFields, thrownAs } from './thrown-fields';
import { UndoTarget } from './undo-target';
import { type FormProps, useChange } from './use-change';

type Result = NonNullable<EndNode['result']>;
type ResultType = Result['type'] | 'none';

const choices: readonly { readonly value: ResultType; readonly label: string }[] = [
	{ value: 'none', label: 'Simply ends' },
	{ value: 'error', label: 'Fails with an error' },
	{ value: 'compensate', label: 'Undoes, then ends' },
	{ value: 'terminate', label: 'Ends everything at once' },
	{ value: 'message', label: 'Sends a message' },
	{ value: 'signal', label: 'Gives a signal' },
	{ value: 'escalation', label: 'Escalates' },
];

const notes: Readonly<Partial<Record<ResultType, string>>> = {
	none: 'This way ends here. All is completed when the last way has ended.',
	error: 'Caught by an event on a border or an event subflow with this code; caught by none, the saga unwinds.',
	compensate: 'This way ends when all of it is confirmed.',
	terminate: 'All other ways of this scope are ended as well. Nothing is undone.',
};

function freshResult(type: Result['type'], was: EndNode['result']): Result {
	switch (type) {
		case 'error':
			return { type, code: '', message: '' };
		case 'compensate':
			return { type, activity: null };
		case 'terminate':
			return { type };
		default:
			return thrownAs(type, was !== undefined && 'input' in was ? was.input : []);
	}
}

interface PartProps {
	readonly node: EndNode;
	readonly disabled: boolean;
	readonly onChange: (result: Result, key: string | null) => void;
}

function ErrorPart({ node, disabled, onChange }: PartProps) {
	const { result } = node;
	if (result?.type !== 'error') return null;
	return (
		<div className={classes.stack}>
			<TextField
				place={{ node: node.id, field: 'result.code' }}
				label="Error code"
				value={result.code}
				isCode
				maxLength={64}
				placeholder="e.g. OUT_OF_STOCK"
				disabled={disabled}
				onChange={(code) => onChange({ ...result, code: code.trim() }, 'code')}
			/>
			<TextField
				place={{ node: node.id, field: 'result.message' }}
				label="What people are told"
				value={result.message}
				maxLength={500}
				placeholder="e.g. Nothing is left of it"
				disabled={disabled}
				onChange={(message) => onChange({ ...result, message }, 'told')}
			/>
		</div>
	);
}

function ResultPart(props: PartProps) {
	const { node, disabled, onChange } = props;
	const { result } = node;
	if (result === undefined || result.type === 'terminate') return null;
	if (result.type === 'error') return <ErrorPart {...props} />;
	if (result.type === 'compensate')
		return (
			<UndoTarget
				node={node}
				field="result.activity"
				activity={result.activity}
				disabled={disabled}
				onChange={(activity) => onChange({ ...result, activity }, null)}
			/>
		);
	return <ThrownFields node={node.id} field="result" event={result} disabled={disabled} onChange={onChange} />;
}

export function EndForm({ node, disabled }: FormProps<'end'>) {
	const change = useChange(node, 'end');
	const type: ResultType = node.result?.type ?? 'none';
	const set = (result: Result | null, key: string | null) =>
		change(({ result: _was, ...plain }) => (result === null ? plain : { ...plain, result }), key);
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="What happens here">
				<div className={classes.stack}>
					<Select
						aria-label="What happens here"
						value={type}
						data={[...choices]}
						disabled={disabled}
						onChange={(value) => {
							const next = choices.find((choice) => choice.value === value)?.value;
							if (next !== undefined && next !== type)
								set(next === 'none' ? null : freshResult(next, node.result), null);
						}}
					/>
					<ResultPart node={node} disabled={disabled} onChange={set} />
				</div>
				{notes[type] !== undefined && <p className={classes.note}>{notes[type]}</p>}
			</Section>
		</>
	);
}
