'use client';

import { Autocomplete } from '@mantine/core';
import { useEffect, useState } from 'react';
import { commandNameSchema } from '@/saga/flow/nodes/command-names';
import { useParticipants } from '../../live/installation-queries';
import classes from './forms.module.css';

interface NameAutocompleteProps {
	readonly label: string;
	readonly value: string;
	readonly names: readonly string[];
	readonly placeholder: string;
	readonly error: string | null;
	readonly disabled: boolean;
	readonly onChange: (value: string) => void;
}

const isName = (text: string) => commandNameSchema.safeParse(text).success;

/** Takes what the document takes; what does not fit stays in the field with the reason. */
function NameAutocomplete({ value, names, error, onChange, ...props }: NameAutocompleteProps) {
	const [draft, setDraft] = useState<string | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the document's value wins when it changes
	useEffect(() => setDraft(null), [value]);
	const isOdd = draft !== null && !isName(draft);
	return (
		<Autocomplete
			{...props}
			value={draft ?? value}
			data={[...new Set(names)]}
			error={isOdd ? 'Lower-case letters, digits and hyphens, beginning with a letter.' : error}
			spellCheck={false}
			onChange={(text) => {
				setDraft(isName(text) ? null : text);
				if (isName(text)) onChange(text);
			}}
		/>
	);
}

export interface CommandChoice {
	readonly participant: string;
	readonly command: string;
	/** As the participant offers it. */
	readonly undo: string | null;
}

interface CommandFieldsProps {
	readonly participant: string;
	readonly command: string;
	readonly participantPlaceholder?: string;
	readonly participantError: string | null;
	readonly commandError: string | null;
	readonly disabled: boolean;
	readonly onChange: (choice: CommandChoice) => void;
	/** Whose commands are offered when no participant is chosen. */
	readonly fallback?: string;
	readonly undoOnly?: boolean;
}

export function CommandFields(props: CommandFieldsProps) {
	const { participant, command, fallback = '', undoOnly = false, onChange, disabled } = props;
	const { data } = useParticipants();
	const all = data?.participants ?? [];
	const undos = new Set(all.flatMap((one) => one.commands.flatMap(({ undo }) => (undo === null ? [] : [undo]))));
	const of = all.find((one) => one.name === (participant || fallback));
	const commands = of?.commands.map((one) => one.command).filter((name) => undos.has(name) === undoOnly) ?? [];
	const offered = undoOnly
		? [...commands, ...(of?.commands.flatMap(({ undo }) => (undo === null ? [] : [undo])) ?? [])]
		: commands;
	const undoOf = (name: string) => of?.commands.find((one) => one.command === name)?.undo ?? null;
	return (
		<div className={classes.pair}>
			<NameAutocomplete
				label="Participant"
				value={participant}
				names={all.map((one) => one.name)}
				placeholder={props.participantPlaceholder ?? 'e.g. payments'}
				error={props.participantError}
				disabled={disabled}
				onChange={(name) => onChange({ participant: name, command, undo: null })}
			/>
			<NameAutocomplete
				label="Command"
				value={command}
				names={offered}
				placeholder={undoOnly ? 'e.g. refund-card' : 'e.g. charge-card'}
				error={props.commandError}
				disabled={disabled}
				onChange={(name) => onChange({ participant, command: name, undo: undoOf(name) })}
			/>
		</div>
	);
}
