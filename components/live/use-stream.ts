'use client';

import { useEffect, useRef } from 'react';
import { type StreamListener, subscribe, useStreamState } from './stream-client';

/** Listens while mounted. `topic` null: not yet. The listener may change freely. */
export function useStream(topic: string | null, listener: StreamListener): void {
	const current = useRef(listener);
	useEffect(() => {
		current.current = listener;
	});
	useEffect(() => {
		if (topic === null) return;
		return subscribe(topic, {
			onEvent: (event) => current.current.onEvent(event),
			onResync: () => current.current.onResync?.(),
		});
	}, [topic]);
}

export function useStreamStatus() {
	return useStreamState((state) => state.status);
}
