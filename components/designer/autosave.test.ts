import { describe, expect, it } from 'vitest';
import { createFlow } from '@/saga/flow/edits/create-flow';
import {
	afterSaveEvent,
	isUnsaved,
	nextSaveDelay,
	type SaveEvent,
	type SaveState,
	savedAs,
	saveWords,
} from './autosave';

const theirs = { revision: 7, definition: createFlow({ id: 'trip', name: 'Trip' }), updatedBy: 'maria', updatedAt: 5 };
const run = (events: readonly SaveEvent[], from: SaveState = savedAs(1, null)) => events.reduce(afterSaveEvent, from);

describe('autosave', () => {
	it('goes from an edit to saved, with the revision the server gave', () => {
		expect(run([{ type: 'edited' }])).toEqual({ kind: 'unsaved', revision: 1 });
		expect(run([{ type: 'edited' }, { type: 'sent' }, { type: 'saved', revision: 2, at: 9 }])).toEqual(savedAs(2, 9));
	});

	it('saves once more when something was edited while the request was under way', () => {
		const state = run([
			{ type: 'edited' },
			{ type: 'sent' },
			{ type: 'edited' },
			{ type: 'saved', revision: 2, at: 9 },
		]);
		expect(state).toEqual({ kind: 'unsaved', revision: 2 });
		expect(nextSaveDelay(state)).not.toBeNull();
	});

	it('keeps trying while the server is away, and says where the changes are', () => {
		const state = run([{ type: 'edited' }, { type: 'sent' }, { type: 'unreachable' }]);
		expect(nextSaveDelay(state)).not.toBeNull();
		expect(saveWords(state, String).words).toBe('Offline, kept in this browser');
		expect(isUnsaved(state)).toBe(true);
	});

	it('sends nothing while there is a conflict, whatever is edited', () => {
		const state = run([
			{ type: 'edited' },
			{ type: 'sent' },
			{ type: 'conflicted', theirs },
			{ type: 'edited' },
			{ type: 'saved', revision: 9, at: 1 },
		]);
		expect(state).toEqual({ kind: 'conflict', revision: 1, theirs });
		expect(nextSaveDelay(state)).toBeNull();
	});

	it('puts mine on top of theirs only when the person says so', () => {
		const conflict: SaveState = { kind: 'conflict', revision: 1, theirs };
		expect(run([{ type: 'keptMine' }], conflict)).toEqual({ kind: 'unsaved', revision: 7 });
		expect(run([{ type: 'tookTheirs', revision: 7, at: 5 }], conflict)).toEqual(savedAs(7, 5));
	});

	it('stops after a refusal until the next edit', () => {
		const refused = run([{ type: 'edited' }, { type: 'sent' }, { type: 'refused', because: 'The name is empty.' }]);
		expect(nextSaveDelay(refused)).toBeNull();
		expect(nextSaveDelay(afterSaveEvent(refused, { type: 'edited' }))).not.toBeNull();
	});
});
