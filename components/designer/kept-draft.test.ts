import { expect, it } from 'vitest';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { dropKeptDraft, keepDraft, takeKeptDraft } from './kept-draft';

class MemoryStorage {
	private readonly entries = new Map<string, string>();
	get length() {
		return this.entries.size;
	}
	key = (at: number) => [...this.entries.keys()][at] ?? null;
	getItem = (key: string) => this.entries.get(key) ?? null;
	setItem = (key: string, value: string) => void this.entries.set(key, value);
	removeItem = (key: string) => void this.entries.delete(key);
}

const draft = (name: string, at = 1) => ({ revision: 3, definition: createFlow({ id: 'trip', name }), at });
const nobody = new Set<string>();

it('gives own edits back after a reload, until they are saved', () => {
	const storage = new MemoryStorage();
	keepDraft(storage, 'trip', 'tab-1', draft('Mine'));
	expect(takeKeptDraft(storage, 'trip', 'tab-1', nobody)).toEqual(draft('Mine'));
	dropKeptDraft(storage, 'trip', 'tab-1');
	expect(takeKeptDraft(storage, 'trip', 'tab-1', nobody)).toBeNull();
});

it('adopts the newest edits of tabs that are gone, and leaves those of open tabs alone', () => {
	const storage = new MemoryStorage();
	keepDraft(storage, 'trip', 'crashed', draft('Older', 1));
	keepDraft(storage, 'trip', 'crashed-later', draft('Newer', 2));
	keepDraft(storage, 'trip', 'open', draft('Theirs', 3));
	expect(takeKeptDraft(storage, 'trip', 'tab-2', new Set(['open']))?.definition.name).toBe('Newer');
	expect(takeKeptDraft(storage, 'trip', 'open', nobody)?.definition.name).toBe('Theirs');
});

it('does not mix flows whose ids begin alike', () => {
	const storage = new MemoryStorage();
	keepDraft(storage, 'trip-2', 'gone', draft('Other'));
	expect(takeKeptDraft(storage, 'trip', 'tab', nobody)).toBeNull();
});

it('survives a full storage and a broken entry', () => {
	const storage = new MemoryStorage();
	storage.setItem('unwind.draft.trip.tab', '{"revision":');
	expect(takeKeptDraft(storage, 'trip', 'tab', nobody)).toBeNull();
	storage.setItem = () => {
		throw new DOMException('full', 'QuotaExceededError');
	};
	expect(keepDraft(storage, 'trip', 'tab', draft('Mine'))).toBe(false);
});
