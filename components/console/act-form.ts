'use client';

import { useState } from 'react';
import { readJson, readObject } from './json-input';
import type { Act, ActForm } from './saga-acts';

export type AnswerType = 'completed' | 'failed' | 'unavailable';

/** Everything that one of the dialogs may ask for, as it is being typed. */
export interface Typed {
	/** A retry with changed input, a skipped step with an output. */
	readonly isGiven: boolean;
	readonly text: string;
	readonly answerType: AnswerType;
	readonly code: string;
	readonly message: string;
	readonly to: string | null;
	readonly version: number | null;
	readonly reason: string;
}

function beginning(act: Act): Typed {
	const input = act.type === 'retry' ? (act.input ?? {}) : {};
	return {
		isGiven: false,
		text: JSON.stringify(input, null, 2),
		answerType: 'completed',
		code: '',
		message: '',
		to: null,
		version: null,
		reason: '',
	};
}

export function useTyped(act: Act) {
	const [typed, setTyped] = useState(() => beginning(act));
	return { typed, change: (changes: Partial<Typed>) => setTyped((before) => ({ ...before, ...changes })) };
}

/** What is wrong with what is typed, or missing; null: it can be sent. */
export function problemOf(act: Act, typed: Typed): string | null {
	switch (act.type) {
		case 'retry':
		case 'skip-done':
			return typed.isGiven ? problemIn(readObject(typed.text)) : null;
		case 'supply-reply':
			if (typed.answerType === 'completed') return problemIn(readJson(typed.text));
			return typed.answerType === 'failed' && typed.code.trim() === '' ? 'Say with which code it failed.' : null;
		case 'move-token':
			return typed.to === null ? 'Choose where the token goes.' : null;
		case 'migrate':
			return typed.version === null ? 'Choose the version to go on with.' : null;
		default:
			return null;
	}
}

const problemIn = (read: ReturnType<typeof readJson>) => (read.ok ? null : read.problem);

/** Null: what is typed cannot be sent yet. */
export function formOf(act: Act, typed: Typed): ActForm | null {
	if (problemOf(act, typed) !== null) return null;
	const { isGiven, text, to, version } = typed;
	const object = isGiven ? readObject(text) : null;
	return { json: object?.ok ? object.value : null, answer: answerOf(typed), to, version };
}

function answerOf({ answerType: type, text, code, message }: Typed): ActForm['answer'] {
	if (type === 'failed') return { type, code: code.trim(), message: message.trim() };
	if (type === 'unavailable') return { type, message: message.trim() };
	const read = readJson(text);
	return { type, output: read.ok ? (read.value as never) : null };
}
