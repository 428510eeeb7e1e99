'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { FlowDefinition } from '@/saga/flow/definition';
import { toFailure } from '../live/api-failure';
import { readDefinition, saveDraft } from '../live/flow-queries';
import { nextSaveDelay } from './autosave';
import type { Designer } from './designer-store';
import { dropKeptDraft, keepDraft } from './kept-draft';
import { tabId } from './open-tabs';
import { sameDocument } from './opening';

const keepDelayMs = 150;

async function send({ state, actions }: Pick<Designer, 'state' | 'actions'>): Promise<void> {
	const { flowId, history, save } = state.getState();
	const sent = history.present;
	actions.saveEvent({ type: 'sent' });
	try {
		const answer = await saveDraft(flowId, { revision: save.revision, definition: sent });
		actions.saveEvent({ type: 'saved', revision: answer.revision, at: answer.savedAt });
		keep({ state });
	} catch (error) {
		const failure = toFailure(error);
		const current = failure.problem?.current;
		if (failure.code === 'draft-conflict' && current !== undefined) {
			const theirs = { ...current, definition: readDefinition(current.definition) };
			const saysTheSame = sameDocument(theirs.definition, state.getState().history.present);
			actions.saveEvent(
				saysTheSame
					? { type: 'tookTheirs', revision: theirs.revision, at: theirs.updatedAt }
					: { type: 'conflicted', theirs },
			);
		} else if (failure.isPassing) actions.saveEvent({ type: 'unreachable' });
		else actions.saveEvent({ type: 'refused', because: failure.message });
	}
}

function keep({ state }: Pick<Designer, 'state'>): void {
	const { flowId, history, save } = state.getState();
	if (save.kind === 'saved') dropKeptDraft(localStorage, flowId, tabId());
	else
		keepDraft(localStorage, flowId, tabId(), { revision: save.revision, definition: history.present, at: Date.now() });
}

/** Sends what is unsaved, and keeps a copy in this browser until the server has it. */
export function useAutosave(designer: Designer): void {
	const save = useStore(designer.state, (state) => state.save);
	const document = useStore(designer.state, (state) => state.history.present);
	const client = useQueryClient();

	// biome-ignore lint/correctness/useExhaustiveDependencies: each edit starts the wait anew
	useEffect(() => {
		const delay = nextSaveDelay(save);
		if (delay === null) return;
		const timer = setTimeout(() => void send(designer), delay);
		return () => clearTimeout(timer);
	}, [designer, save, document]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: each edit is kept
	useEffect(() => {
		const timer = setTimeout(() => keep(designer), save.kind === 'saved' ? 0 : keepDelayMs);
		return () => clearTimeout(timer);
	}, [designer, save, document]);

	useEffect(() => {
		const leave = () => keep(designer);
		addEventListener('pagehide', leave);
		return () => {
			removeEventListener('pagehide', leave);
			keep(designer);
			const { kind } = designer.state.getState().save;
			if (kind === 'unsaved' || kind === 'offline') void send(designer);
			void client.invalidateQueries({ queryKey: ['flows'], exact: true });
		};
	}, [designer, client]);
}

/** What is shown becomes what stands on the server; the own version stays one step of undo away. */
export function adopt(
	{ actions }: Designer,
	theirs: { revision: number; definition: FlowDefinition; updatedAt: number },
	say: string,
): void {
	actions.replace(theirs.definition, say);
	actions.saveEvent({ type: 'tookTheirs', revision: theirs.revision, at: theirs.updatedAt });
}
