'use client';

import { json } from '@codemirror/lang-json';
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';

const extensions = [
	json(),
	EditorView.lineWrapping,
	EditorView.contentAttributes.of({ 'aria-label': 'Payload as JSON' }),
];

export function JsonEditor({ value, onChange }: { value: string; onChange: (text: string) => void }) {
	const scheme = useComputedColorScheme('light');
	return (
		<CodeMirror
			value={value}
			onChange={onChange}
			height="300px"
			theme={scheme}
			extensions={extensions}
			basicSetup={{ foldGutter: false, highlightActiveLine: false, lineNumbers: false }}
			style={{ border: '1px solid var(--u-line-strong)', borderRadius: 6, overflow: 'hidden', fontSize: 12.5 }}
		/>
	);
}
