'use client';

import { Autocomplete } from '@mantine/core';
import { useMemo } from 'react';
import classes from './forms.module.css';

interface ExpressionInputProps {
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly variables: readonly string[];
	readonly label: string;
	readonly visibleLabel?: boolean;
	readonly error?: string | null;
	readonly placeholder?: string;
	readonly disabled: boolean;
	readonly onBlur?: () => void;
}

const onlyPath = /^[\p{L}\p{N}_.]*$/u;

/** A FEEL expression. Names are offered while what stands there is nothing but a name. */
export function ExpressionInput({
	value,
	onChange,
	variables,
	label,
	visibleLabel = false,
	error,
	placeholder,
	disabled,
	onBlur,
}: ExpressionInputProps) {
	const offered = useMemo(
		() => (onlyPath.test(value) ? variables.filter((name) => name !== value && name.startsWith(value)) : []),
		[value, variables],
	);
	return (
		<Autocomplete
			{...(visibleLabel ? { label } : { 'aria-label': label })}
			className={classes.expression ?? ''}
			value={value}
			onChange={onChange}
			data={[...offered]}
			filter={({ options }) => options}
			error={error}
			placeholder={placeholder ?? 'expression'}
			disabled={disabled}
			{...(onBlur === undefined ? {} : { onBlur })}
			maxLength={4_000}
			spellCheck={false}
			autoComplete="off"
			comboboxProps={{ withinPortal: true, position: 'bottom-start' }}
		/>
	);
}
