// FEEL's functions of numbers. A result that JSON has no number for is null.
//
// Invariant: the same digits as feelin gives, its roundings included.

import { finite } from '../operators';
import { type BuiltIn, builtIn, builtInOfItems } from './signature';

type Rounding = (value: number) => number;

/** Rounds at `scale` decimals; where that overflows, the number stays as it is. */
function rounded(round: Rounding, value: number, scale: number): number {
	const factor = 10 ** scale;
	const result = round(value * factor) / factor;
	return Number.isNaN(result) ? value : result;
}

function rounding(choose: (value: number, scale: number) => Rounding): BuiltIn {
	return builtIn(['n', 'scale'], ['number', 'number'], ([n, scale]) => finite(rounded(choose(n, scale), n, scale)));
}

function scaled(round: Rounding): BuiltIn {
	return builtIn(['n', 'scale'], ['number', 'number?'], ([n, scale]) =>
		finite(round(n * 10 ** (scale ?? 0)) / 10 ** (scale ?? 0)),
	);
}

function ofNumber(calculate: (value: number) => number | boolean | null): BuiltIn {
	return builtIn(['number'], ['number'], ([value]) => {
		const result = calculate(value);
		return typeof result === 'number' ? finite(result) : result;
	});
}

const isHalf = (value: number, scale: number): boolean => Math.abs((value * 10 ** scale) % 1) === 0.5;

function toEven(value: number): number {
	const floor = Math.floor(value);
	if (value - floor !== 0.5) return Math.round(value);
	return floor % 2 === 0 ? floor : floor + 1;
}

/** Rounded to nine decimals, as feelin does against floating-point dust. */
function modulo(dividend: number, divisor: number): number | null {
	if (divisor === 0) return null;
	const precision = 1_000_000_000;
	return finite(Math.round((((dividend % divisor) + divisor) % divisor) * precision) / precision);
}

function total(numbers: readonly number[]): number {
	return numbers.reduce((sum, value) => sum + value, 0);
}

function median(numbers: readonly number[]): number | null {
	const sorted = [...numbers].sort((left, right) => left - right);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? null;
	const lower = sorted[middle - 1];
	return upper === null || sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}

function mode(numbers: readonly number[]): number[] {
	const counts = new Map<number, number>();
	for (const value of numbers) counts.set(value, (counts.get(value) ?? 0) + 1);
	const most = [...counts.values()].reduce((max, count) => Math.max(max, count), 0);
	return [...counts]
		.filter(([, count]) => count === most)
		.map(([value]) => value)
		.sort((left, right) => left - right);
}

function standardDeviation(numbers: readonly number[]): number | null {
	if (numbers.length < 2) return null;
	const mean = total(numbers) / numbers.length;
	return finite(Math.sqrt(total(numbers.map((value) => (value - mean) ** 2)) / (numbers.length - 1)));
}

export const numberFunctions: { readonly [name: string]: BuiltIn } = {
	abs: builtIn(['n'], ['number'], ([n]) => Math.abs(n)),
	floor: scaled(Math.floor),
	ceiling: scaled(Math.ceil),
	decimal: rounding(() => toEven),
	'round up': rounding((n) => (n > 0 ? Math.ceil : Math.floor)),
	'round down': rounding((n) => (n > 0 ? Math.floor : Math.ceil)),
	'round half up': rounding((n, scale) => (isHalf(n, scale) ? (n > 0 ? Math.ceil : Math.floor) : Math.round)),
	'round half down': rounding((n, scale) => (isHalf(n, scale) ? (n > 0 ? Math.floor : Math.ceil) : Math.round)),
	modulo: builtIn(['dividend', 'divisor'], ['number', 'number'], ([dividend, divisor]) => modulo(dividend, divisor)),
	sqrt: ofNumber(Math.sqrt),
	log: ofNumber(Math.log),
	exp: ofNumber(Math.exp),
	odd: ofNumber((value) => Math.abs(value) % 2 === 1),
	even: ofNumber((value) => value % 2 === 0),
	min: builtInOfItems('number', (numbers) =>
		numbers.reduce<number | null>((min, value) => (min === null ? value : Math.min(min, value)), null),
	),
	max: builtInOfItems('number', (numbers) =>
		numbers.reduce<number | null>((max, value) => (max === null ? value : Math.max(max, value)), null),
	),
	sum: builtInOfItems('number', (numbers) => (numbers.length === 0 ? null : finite(total(numbers)))),
	mean: builtInOfItems('number', (numbers) => (numbers.length === 0 ? null : finite(total(numbers) / numbers.length))),
	product: builtInOfItems('number', (numbers) =>
		numbers.length === 0 ? null : finite(numbers.reduce((product, value) => product * value, 1)),
	),
	median: builtInOfItems('number', median),
	mode: builtInOfItems('number', mode),
	stddev: builtInOfItems('number', standardDeviation),
};
