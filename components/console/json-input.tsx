'use client';

import { json } from '@codemirror/lang-json';
import { Text, useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useMemo } from 'react';
import { checkJson, type Json, type JsonObject } from '@/saga/expression/json';
import classes from './console.module.css';

type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string };

export function readJson(text: string): Read<Json> {
	let value: Json;
	try {
		value = JSON.parse(text) as Json;
	} catch (error) {
		return { ok: false, problem: `This is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.` };
	}
	const problem = checkJson(value);
	return problem === null ? { ok: true, value } : { ok: false, problem: `${problem.path}: ${problem.reason}.` };
}

export function readObject(text: string): Read<JsonObject> {
	const read = readJson(text);
	if (!read.ok) return read;
	if (read.value === null || typeof read.value !== 'object' || Array.isArray(read.value))
		return { ok: false, problem: 'This has to be a JSON object: it begins with { and ends with }.' };
	return { ok: true, value: read.value as JsonObject };
}

interface JsonInputProps {
	/** How it is spoken. */
	readonly label: string;
	readonly text: string;
	readonly onChange: (text: string) => void;
	readonly problem: string | null;
}

export function JsonInput({ label, text, onChange, problem }: JsonInputProps) {
	const scheme = useComputedColorScheme('light');
	const extensions = useMemo(
		() => [json(), EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label })],
		[label],
	);
	return (
		<div>
			<CodeMirror
				className={classes.json ?? ''}
				value={text}
				onChange={onChange}
				maxHeight="220px"
				theme={scheme}
				extensions={extensions}
				basicSetup={{ lineNumbers: false, foldGutter: false, highlightActiveLine: false }}
			/>
			{problem !== null && (
				<Text size="xs" c="var(--u-bad)" mt={4} role="alert">
					{problem}
				</Text>
			)}
		</div>
	);
}
