'use client';

import { useEffect } from 'react';
import { takesText } from '../ui/shortcut';
import { useDesigner } from './designer-store';
import { clipboardListeners } from './use-designer-commands';

export function useClipboard(): void {
	const designer = useDesigner();
	useEffect(() => {
		const { copy, paste } = clipboardListeners(designer, () => takesText(document.activeElement));
		document.addEventListener('copy', copy);
		document.addEventListener('cut', copy);
		document.addEventListener('paste', paste);
		return () => {
			document.removeEventListener('copy', copy);
			document.removeEventListener('cut', copy);
			document.removeEventListener('paste', paste);
		};
	}, [designer]);
}
