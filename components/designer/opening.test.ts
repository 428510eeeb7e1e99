import { describe, expect, it } from 'vitest';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { openDraft, sameDocument } from './opening';

const flow = (name: string) => createFlow({ id: 'trip', name });
const server = { revision: 4, definition: flow('Server'), updatedBy: 'maria', updatedAt: 8 };

describe('opening a draft', () => {
	it('shows the server’s draft when this browser has nothing of its own', () => {
		expect(openDraft(server, null)).toEqual({
			definition: server.definition,
			save: { kind: 'saved', revision: 4, at: 8 },
			restored: false,
		});
	});

	it('goes on with own edits when nobody has saved since', () => {
		const opening = openDraft(server, { revision: 4, definition: flow('Mine'), at: 1 });
		expect(opening).toMatchObject({
			definition: { name: 'Mine' },
			save: { kind: 'unsaved', revision: 4 },
			restored: true,
		});
	});

	it('asks when somebody else has saved since, and shows own edits meanwhile', () => {
		const opening = openDraft(server, { revision: 3, definition: flow('Mine'), at: 1 });
		expect(opening).toMatchObject({
			definition: { name: 'Mine' },
			save: { kind: 'conflict', theirs: { revision: 4 } },
			restored: true,
		});
	});

	it('does not ask when both say the same', () => {
		expect(openDraft(server, { revision: 3, definition: flow('Server'), at: 1 }).save.kind).toBe('saved');
	});
});

it('compares documents by what they say', () => {
	expect(sameDocument({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
	expect(sameDocument({ a: 1 }, { a: 1, b: undefined })).toBe(false);
	expect(sameDocument([1, 2], [2, 1])).toBe(false);
	expect(sameDocument([], {})).toBe(false);
});
