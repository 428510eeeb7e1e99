'use client';

import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';

interface CheckedInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'error'> {
	/** As it stands in the document, written for people. */
	readonly value: string;
	/** The text as the document wants it; a string in `problem` says what is wrong instead. */
	readonly read: (
		text: string,
	) => { readonly ok: true; readonly set: () => void } | { readonly ok: false; readonly problem: string };
	readonly error?: string | null;
}

/** A field whose half-typed text need not fit the document: it is taken over as soon as it does. */
export function CheckedInput({ value, read, error, onBlur, ...props }: CheckedInputProps) {
	const [draft, setDraft] = useState<string | null>(null);
	const result = draft === null ? null : read(draft);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the document's value wins when it changes from elsewhere
	useEffect(() => {
		if (draft !== null && result?.ok) setDraft(null);
	}, [value]);
	return (
		<TextInput
			{...props}
			value={draft ?? value}
			error={result !== null && !result.ok ? result.problem : error}
			onChange={(event) => {
				const text = event.currentTarget.value;
				setDraft(text);
				const next = read(text);
				if (next.ok) next.set();
			}}
			onBlur={(event) => {
				if (result?.ok ?? true) setDraft(null);
				onBlur?.(event);
			}}
		/>
	);
}
