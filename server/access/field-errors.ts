/**
 * From a schema's complaints to the paths and words of a 422.
 * Invariant: paths read like the sender's own document, `definition.nodes[3].name`, and there are never too many to read.
 */
import type { z } from 'zod';
import type { FieldError } from '@/contract/http/problem';

const errorsMax = 50;

/** `under`: where the checked value stands in the body. */
export function fieldErrors(error: z.ZodError, under = ''): readonly FieldError[] {
	return error.issues
		.slice(0, errorsMax)
		.map((issue) => ({ path: pathWords(issue.path, under), message: issue.message }));
}

export function pathWords(path: readonly PropertyKey[], under = ''): string {
	return path.reduce<string>((before, step) => {
		if (typeof step === 'number') return `${before}[${step}]`;
		const name = String(step);
		if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) return `${before}[${JSON.stringify(name)}]`;
		return before === '' ? name : `${before}.${name}`;
	}, under);
}

/** Joins a path of saga/expression (`order.items[3]`) to where its value stands. */
export function joinPath(under: string, path: string): string {
	if (path === '') return under;
	return path.startsWith('[') || under === '' ? `${under}${path}` : `${under}.${path}`;
}
