'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import type { UndoPreviewItem } from '@/saga/flow/queries/undo-order-at';
import type { AnalysisAnswer, AnalysisQuestion } from './analysis.worker';
import type { Designer } from './designer-store';
import { workerFailure } from './worker-failure';

const pauseMs = 60;

interface UndoItems {
	readonly serial: number;
	readonly step: NodeId;
	readonly items: readonly UndoPreviewItem[];
}

/** Keeps the problems of the flow up to date and says what would be undone if `step` failed; null until it is known. */
export function useAnalysis({ state, actions }: Designer, step: NodeId | null): readonly UndoPreviewItem[] | null {
	const definition = useStore(state, ({ history }) => history.present);
	const worker = useRef<Worker | null>(null);
	const serial = useRef(0);
	const [given, setGiven] = useState(0);
	const [undo, setUndo] = useState<UndoItems | null>(null);

	useEffect(() => {
		const made = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' });
		worker.current = made;
		made.onmessage = ({ data }: MessageEvent<AnalysisAnswer>) => {
			if (data.serial !== serial.current) return;
			if (data.type === 'problems') actions.set({ problems: data.problems, isChecked: true, checkFailure: null });
			else setUndo(data);
		};
		made.onerror = (event) => actions.set({ problems: [], isChecked: false, checkFailure: workerFailure(event) });
		return () => {
			made.terminate();
			worker.current = null;
		};
	}, [actions]);

	useEffect(() => {
		const timer = setTimeout(() => {
			serial.current += 1;
			ask(worker.current, { type: 'definition', serial: serial.current, definition });
			setGiven(serial.current);
		}, pauseMs);
		return () => clearTimeout(timer);
	}, [definition]);

	useEffect(() => {
		if (step !== null && given > 0) ask(worker.current, { type: 'undo', serial: given, step });
	}, [step, given]);

	return useMemo(() => (undo !== null && undo.step === step ? undo.items : null), [undo, step]);
}

function ask(worker: Worker | null, question: AnalysisQuestion): void {
	worker?.postMessage(question);
}
