'use client';

import { json } from '@codemirror/lang-json';
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useMemo } from 'react';
import classes from './console.module.css';

interface JsonViewProps {
	readonly value: unknown;
	/** What it is, for people who hear it. */
	readonly label: string;
	readonly maxHeight?: string;
}

/** JSON to read and copy from. */
export function JsonView({ value, label, maxHeight = '260px' }: JsonViewProps) {
	const scheme = useComputedColorScheme('light');
	const text = useMemo(() => JSON.stringify(value, null, 2), [value]);
	const extensions = useMemo(
		() => [json(), EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' })],
		[label],
	);
	return (
		<CodeMirror
			className={classes.json ?? ''}
			value={text}
			readOnly
			maxHeight={maxHeight}
			theme={scheme}
			extensions={extensions}
			basicSetup={{
				lineNumbers: false,
				highlightActiveLine: false,
				foldGutter: false,
				highlightActiveLineGutter: false,
			}}
		/>
	);
}
