'use client';

import { useEffect, useRef, useState } from 'react';
import type { FlowDefinition } from '@/saga/flow/definition';
import { setLayout, setWaypoints } from '@/saga/flow/edits/layout';
import { useDesigner } from './designer-store';
import { tidyUp } from './tidy-up';

const withoutBends = (definition: FlowDefinition) =>
	Object.keys(definition.layout.edges).reduce((flow, edge) => setWaypoints(flow, edge, []), definition);

/** `isRunning` and how to start or cancel it. What was edited meanwhile is not overwritten. */
export function useTidyUp() {
	const designer = useDesigner();
	const running = useRef<AbortController | null>(null);
	const [isRunning, setRunning] = useState(false);
	useEffect(() => () => running.current?.abort(), []);
	const start = async () => {
		const { lock, history } = designer.state.getState();
		if (lock !== null) {
			designer.actions.refuse(lock);
			return;
		}
		running.current?.abort();
		const control = new AbortController();
		running.current = control;
		setRunning(true);
		try {
			const layout = await tidyUp(history.present, control.signal);
			if (designer.state.getState().history.present !== history.present)
				designer.actions.refuse(
					'The flow was changed while it was being tidied up, so nothing was moved. Tidy up again.',
				);
			else {
				designer.actions.edit((flow) => withoutBends(setLayout(flow, layout)), { say: 'Tidied up' });
				requestAnimationFrame(() => designer.canvas?.fit());
			}
		} catch (error) {
			if (!control.signal.aborted)
				designer.actions.refuse(error instanceof Error ? error.message : 'The layout failed. Try again.');
		} finally {
			if (running.current === control) setRunning(false);
		}
	};
	return { isRunning, start, cancel: () => running.current?.abort() };
}
