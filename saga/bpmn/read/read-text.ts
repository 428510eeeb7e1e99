/**
 * The texts of a model as expressions of ours: FEEL after `=`, `${…}` of Camunda 7, the old dialect of Zeebe, and plain
 * values. What cannot be translated stays as it is; `check-expressions.ts` marks it.
 */
import { compileExpression } from '../../expression/compile-expression';
import { juelToFeel, oldConditionToFeel } from '../model/juel';
import type { XmlElement } from '../xml/xml-element';
import type { Reading } from './reading';

const isJuel = (text: string) => /[$#]\{/.test(text);

/** What stands after `=`; null: it is no FEEL. */
export function feelOf(reading: Reading, text: string): string | null {
	const trimmed = text.trimStart();
	if (!trimmed.startsWith('=')) return null;
	return reading.model.isOurs ? trimmed.slice(1) : trimmed.slice(1).trim();
}

export function readCondition(reading: Reading, element: XmlElement, text: string): string {
	const feel = feelOf(reading, text);
	if (isJuel(text) && feel === null) {
		reading.use('condition-juel');
		return readJuel(reading, element, text);
	}
	reading.use(feel === null && reading.model.dialect === 'zeebe' ? 'condition-old' : 'condition');
	if (feel !== null) return feel;
	if (reading.model.dialect !== 'zeebe') return text.trim();
	const translated = oldConditionToFeel(text);
	if (translated === null) return text.trim();
	reading.differs(
		element,
		`The condition "${text.trim()}" has no leading "=": it is read as the old dialect, "${translated}".`,
		'Write it as FEEL with a leading "=".',
	);
	return translated;
}

/** The text itself where the meaning is not certain. */
function readJuel(reading: Reading, element: XmlElement, text: string): string {
	const translated = juelToFeel(text);
	if (translated === null) return text.trim();
	reading.say('runs', element, `${text.trim()} is read as "${translated}".`);
	return translated;
}

/** The source of a mapping: without `=` it is a text as it stands. */
export function readSource(reading: Reading, element: XmlElement, text: string): string {
	const feel = feelOf(reading, text);
	if (feel !== null) return feel;
	if (isJuel(text)) {
		const parts = text.trim();
		return /^[$#]\{[^{}]*\}$/.test(parts) ? readJuel(reading, element, parts) : templateOf(reading, element, parts);
	}
	const path = /^\$\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/.exec(text.trim())?.[1];
	return path ?? JSON.stringify(text);
}

/** `Order ${id}` is put together. */
function templateOf(reading: Reading, element: XmlElement, text: string): string {
	const parts = text.split(/([$#]\{[^{}]*\})/).filter((part) => part !== '');
	const read = parts.map((part) => {
		if (!isJuel(part)) return JSON.stringify(part);
		const feel = juelToFeel(part);
		return feel === null ? null : `string(${feel})`;
	});
	if (read.some((part) => part === null)) return text;
	const feel = read.join(' + ');
	reading.say('runs', element, `${text} is read as "${feel}".`);
	return feel;
}

/** A correlation key: a number or a quoted text if it is one, else a variable's path. */
export function readKey(reading: Reading, element: XmlElement, text: string): string {
	const feel = feelOf(reading, text);
	if (feel !== null) return feel;
	if (isJuel(text)) return readJuel(reading, element, text);
	const plain = text.trim();
	if (/^-?\d+(\.\d+)?$/.test(plain)) return plain;
	const quoted = /^(["'])((?:(?!\1)[^\\]|\\.)*)\1$/.exec(plain)?.[2];
	if (quoted !== undefined) return JSON.stringify(quoted.replace(/\\(.)/g, '$1'));
	return plain.replace(/^\$\./, '');
}

/** A name that must be known before the flow runs: a text, or FEEL that is nothing but a text. */
export function readName(reading: Reading, text: string): { readonly name: string; readonly isStatic: boolean } {
	const feel = feelOf(reading, text);
	if (feel === null) return { name: text, isStatic: !isJuel(text) };
	const compiled = compileExpression(feel);
	const constant = compiled.ok && compiled.expression.reads.length === 0 ? compiled.expression.evaluate({}, 0) : null;
	return constant?.ok === true && typeof constant.value === 'string'
		? { name: constant.value, isStatic: true }
		: { name: text, isStatic: false };
}

/** A timer: a text as it stands, or FEEL. */
export function readTimer(reading: Reading, element: XmlElement, text: string): string {
	const feel = feelOf(reading, text);
	if (feel !== null) return feel;
	return isJuel(text) ? readJuel(reading, element, text) : text.trim();
}
