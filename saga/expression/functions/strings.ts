// FEEL's functions of texts, and the conversions to and from text.
//
// Invariant: positions and lengths count characters (code points), not UTF-16
// units. Each function pays for the text it reads or makes.

import type { Evaluation } from '../evaluation';
import { isTemporal } from '../special';
import { isContext, isList, type Value } from '../value';
import { type BuiltIn, builtIn } from './signature';

/** A function of a text and another one that is looked for in it. */
function searching(search: (text: string, match: string) => Value): BuiltIn {
	return builtIn(['string', 'match'], ['string', 'string'], ([text, match], evaluation) => {
		evaluation.spendText(text.length + match.length);
		return search(text, match);
	});
}

function substring(text: string, start: number, length: number | null): string {
	const characters = Array.from(text);
	const from = start < 0 ? characters.length + start : start - 1;
	return characters.slice(from, length === null ? undefined : from + length).join('');
}

/** feelin's reading: separators apart, what JavaScript reads as a finite number. */
function numberOf(text: string, grouping: string | null, decimal: string | null): number | null {
	const plain = grouping ? text.split(grouping).join('') : text;
	const value = Number(decimal && decimal !== '.' ? plain.split('.').join('#').split(decimal).join('.') : plain);
	return Number.isFinite(value) ? value : null;
}

/** The value as FEEL writes it; `quoted` inside lists and contexts. */
function textOf(value: Value, evaluation: Evaluation, quoted = false, depth = 0): string {
	evaluation.descend(depth);
	if (typeof value === 'string') {
		evaluation.spendNewText(value.length);
		return quoted ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
	}
	if (isList(value)) {
		const items = value.map((item) => textOf(item, evaluation, true, depth + 1));
		return joined(items, ', ', evaluation, '[', ']');
	}
	if (isContext(value)) {
		const entries = Object.entries(value).map(
			([key, entry]) => `${keyText(key, evaluation)}: ${textOf(entry, evaluation, true, depth + 1)}`,
		);
		return joined(entries, ', ', evaluation, '{', '}');
	}
	if (isTemporal(value)) return value.feel.toString();
	return typeof value === 'object' && value !== null ? '<range>' : String(value);
}

function keyText(key: string, evaluation: Evaluation): string {
	return /\W/.test(key) ? textOf(key, evaluation, true) : key;
}

function joined(texts: readonly string[], separator: string, evaluation: Evaluation, before = '', after = ''): string {
	evaluation.spend(texts.length);
	evaluation.spendNewText(texts.reduce((sum, text) => sum + text.length + separator.length, 2));
	return before + texts.join(separator) + after;
}

export const stringFunctions: { readonly [name: string]: BuiltIn } = {
	string: builtIn(['from'], ['any'], ([from], evaluation) => (from === null ? null : textOf(from, evaluation))),
	number: builtIn(
		['from', 'grouping separator', 'decimal separator'],
		['string', 'string?', 'string?'],
		([from, grouping, decimal], evaluation) => {
			evaluation.spend(from.length);
			return numberOf(from, grouping, decimal);
		},
	),
	'string length': builtIn(['string'], ['string'], ([text], evaluation) => {
		evaluation.spendText(text.length);
		return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '_').length;
	}),
	substring: builtIn(
		['string', 'start position', 'length'],
		['string', 'number', 'number?'],
		([text, start, length], evaluation) => {
			evaluation.spend(text.length / 4);
			return substring(text, start, length);
		},
	),
	'upper case': builtIn(['string'], ['string'], ([text], evaluation) => {
		evaluation.spendText(text.length);
		return text.toUpperCase();
	}),
	'lower case': builtIn(['string'], ['string'], ([text], evaluation) => {
		evaluation.spendText(text.length);
		return text.toLowerCase();
	}),
	contains: searching((text, match) => text.includes(match)),
	'starts with': searching((text, match) => text.startsWith(match)),
	'ends with': searching((text, match) => text.endsWith(match)),
	'substring before': searching((text, match) => text.slice(0, Math.max(0, text.indexOf(match)))),
	'substring after': searching((text, match) => {
		const index = text.indexOf(match);
		return index < 0 ? '' : text.slice(index + match.length);
	}),
	'string join': builtIn(['list', 'delimiter'], ['list', 'string?'], ([list, delimiter], evaluation) => {
		evaluation.spend(list.length);
		const texts = list.filter((item) => item !== null);
		return texts.every((item) => typeof item === 'string') ? joined(texts, delimiter ?? '', evaluation) : null;
	}),
};
