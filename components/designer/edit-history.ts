/**
 * Undo and redo of a document: the previous value is the undo. Edits of one field in a row make one step back.
 * Pure: the time of an edit comes with it.
 */
export interface EditHistory<Document> {
	readonly present: Document;
	readonly past: readonly Document[];
	readonly future: readonly Document[];
	readonly last: { readonly key: string; readonly at: number } | null;
}

const pastMax = 200;
const sameEditMs = 2_000;

export function newHistory<Document>(present: Document): EditHistory<Document> {
	return { present, past: [], future: [], last: null };
}

/** `key`: edits with the same key shortly after each other (typing into one field) are one. Null: an edit of its own. */
export function edited<Document>(
	history: EditHistory<Document>,
	next: Document,
	key: string | null,
	at: number,
): EditHistory<Document> {
	if (next === history.present) return history;
	const isSameEdit = key !== null && history.last?.key === key && at - history.last.at < sameEditMs;
	return {
		present: next,
		past: isSameEdit ? history.past : [...history.past, history.present].slice(-pastMax),
		future: [],
		last: key === null ? null : { key, at },
	};
}

export function undone<Document>(history: EditHistory<Document>): EditHistory<Document> {
	const before = history.past.at(-1);
	if (before === undefined) return history;
	return { present: before, past: history.past.slice(0, -1), future: [history.present, ...history.future], last: null };
}

export function redone<Document>(history: EditHistory<Document>): EditHistory<Document> {
	const [next, ...rest] = history.future;
	if (next === undefined) return history;
	return { present: next, past: [...history.past, history.present], future: rest, last: null };
}
