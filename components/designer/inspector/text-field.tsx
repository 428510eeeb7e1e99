'use client';

import { Textarea, TextInput } from '@mantine/core';
import { type FieldPlace, useFieldProblem } from './field-problems';
import classes from './forms.module.css';

interface TextFieldProps {
	readonly place: FieldPlace;
	readonly label: string;
	readonly value: string;
	readonly maxLength: number;
	readonly placeholder: string;
	readonly disabled: boolean;
	readonly onChange: (value: string) => void;
	/** What machines read. */
	readonly isCode?: boolean;
	/** Sentences, in more than one line. */
	readonly isLong?: boolean;
}

/** A text of the document with the problem that is found there. */
export function TextField({ place, onChange, isCode = false, isLong = false, ...props }: TextFieldProps) {
	const error = useFieldProblem(place);
	if (isLong)
		return (
			<Textarea
				{...props}
				error={error}
				autosize
				minRows={2}
				onChange={(event) => onChange(event.currentTarget.value)}
			/>
		);
	return (
		<TextInput
			{...props}
			{...(isCode ? { className: classes.mono ?? '' } : {})}
			error={error}
			onChange={(event) => onChange(event.currentTarget.value)}
		/>
	);
}
