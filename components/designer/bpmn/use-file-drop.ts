'use client';

import { useEffect, useRef, useState } from 'react';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * The whole page takes files; what is returned says whether one hangs over it. Also a file that is not wanted is taken,
 * or the browser would leave the page to show it.
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
	const [isOver, setOver] = useState(false);
	const heard = useRef(onFiles);
	useEffect(() => {
		heard.current = onFiles;
	});
	useEffect(() => {
		const control = new AbortController();
		const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', hear: (event: DragEvent) => void) =>
			window.addEventListener(type, (event) => carriesFiles(event) && hear(event), { signal: control.signal });
		listen('dragenter', (event) => {
			event.preventDefault();
			setOver(true);
		});
		listen('dragover', (event) => event.preventDefault());
		listen('dragleave', ({ relatedTarget }) => {
			if (relatedTarget === null) setOver(false);
		});
		listen('drop', (event) => {
			event.preventDefault();
			setOver(false);
			heard.current([...(event.dataTransfer?.files ?? [])]);
		});
		return () => control.abort();
	}, []);
	return isOver;
}
