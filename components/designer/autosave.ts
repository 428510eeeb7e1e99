/**
 * How a draft is saved: what state it is in, and what each event makes of it. Pure; the requests are use-autosave's.
 *
 * Invariant: while there is a conflict nothing is sent, so nobody's change is overwritten before a person has chosen.
 * `revision` is always the one that the server would accept next, as far as this browser knows.
 */
import type { FlowDefinition } from '@/saga/flow/definition';

/** What stands on the server instead of what was read here. */
export interface Theirs {
	readonly revision: number;
	readonly definition: FlowDefinition;
	readonly updatedBy: string;
	readonly updatedAt: number;
}

export type SaveState =
	| { readonly kind: 'saved'; readonly revision: number; readonly at: number | null }
	| { readonly kind: 'unsaved'; readonly revision: number }
	/** `again`: edited since it was sent. */
	| { readonly kind: 'saving'; readonly revision: number; readonly again: boolean }
	/** Kept in this browser; tried again by itself. */
	| { readonly kind: 'offline'; readonly revision: number }
	/** The server will not have it; the next edit tries again. */
	| { readonly kind: 'refused'; readonly revision: number; readonly because: string }
	/** `revision`: the one on which the own edits were made. */
	| { readonly kind: 'conflict'; readonly revision: number; readonly theirs: Theirs };

export type SaveEvent =
	| { readonly type: 'edited' }
	| { readonly type: 'sent' }
	| { readonly type: 'saved'; readonly revision: number; readonly at: number }
	| { readonly type: 'unreachable' }
	| { readonly type: 'refused'; readonly because: string }
	| { readonly type: 'conflicted'; readonly theirs: Theirs }
	/** The person keeps their own version: it goes out on top of what stands there. */
	| { readonly type: 'keptMine' }
	/** What is shown is what stands on the server. */
	| { readonly type: 'tookTheirs'; readonly revision: number; readonly at: number };

export function savedAs(revision: number, at: number | null): SaveState {
	return { kind: 'saved', revision, at };
}

export function afterSaveEvent(state: SaveState, event: SaveEvent): SaveState {
	if (event.type === 'tookTheirs') return savedAs(event.revision, event.at);
	if (state.kind === 'conflict')
		return event.type === 'keptMine'
			? { kind: 'unsaved', revision: state.theirs.revision }
			: event.type === 'conflicted'
				? { ...state, theirs: event.theirs }
				: state;
	switch (event.type) {
		case 'edited':
			return state.kind === 'saving' ? { ...state, again: true } : { kind: 'unsaved', revision: state.revision };
		case 'sent':
			return { kind: 'saving', revision: state.revision, again: false };
		case 'saved':
			return state.kind === 'saving' && state.again
				? { kind: 'unsaved', revision: event.revision }
				: savedAs(event.revision, event.at);
		case 'unreachable':
			return { kind: 'offline', revision: state.revision };
		case 'refused':
			return { kind: 'refused', revision: state.revision, because: event.because };
		case 'conflicted':
			return { kind: 'conflict', revision: state.revision, theirs: event.theirs };
		case 'keptMine':
			return state;
	}
}

/** Whether something stands here that the server does not have. */
export function isUnsaved(state: SaveState): boolean {
	return state.kind !== 'saved';
}

/** How long to wait before the next request; null: none is due. */
export function nextSaveDelay(state: SaveState): number | null {
	if (state.kind === 'unsaved') return 600;
	return state.kind === 'offline' ? 3_000 : null;
}

export interface SaveWords {
	readonly tone: 'neutral' | 'undo' | 'bad';
	readonly words: string;
	readonly explanation: string;
}

export function saveWords(state: SaveState, clock: (at: number) => string): SaveWords {
	switch (state.kind) {
		case 'saved':
			return {
				tone: 'neutral',
				words: state.at === null ? 'Saved' : `Saved ${clock(state.at)}`,
				explanation: 'Every change is saved by itself.',
			};
		case 'unsaved':
		case 'saving':
			return { tone: 'neutral', words: 'Saving…', explanation: 'Your changes are on their way to the server.' };
		case 'offline':
			return {
				tone: 'undo',
				words: 'Offline, kept in this browser',
				explanation:
					'The server does not answer. Your changes are safe in this browser and are sent as soon as it does.',
			};
		case 'refused':
			return { tone: 'bad', words: 'Not saved', explanation: state.because };
		case 'conflict':
			return {
				tone: 'bad',
				words: 'Conflict',
				explanation: `${state.theirs.updatedBy} saved another version meanwhile. Yours is kept in this browser until you choose.`,
			};
	}
}
