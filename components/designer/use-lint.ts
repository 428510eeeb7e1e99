'use client';

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { lint } from '@/saga/lint/lint';
import type { Designer } from './designer-store';

const pauseMs = 120;

/** Checks after a short pause in editing, so that typing never waits for it. */
export function useLint({ state, actions }: Designer): void {
	const definition = useStore(state, ({ history }) => history.present);
	useEffect(() => {
		const timer = setTimeout(() => actions.set({ problems: lint(definition) }), pauseMs);
		return () => clearTimeout(timer);
	}, [definition, actions]);
}
