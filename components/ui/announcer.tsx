'use client';

import { VisuallyHidden } from '@mantine/core';
import { create } from 'zustand';

interface Said {
	readonly text: string;
	readonly count: number;
}

const useSaid = create<Said>(() => ({ text: '', count: 0 }));

/** Says something to people who do not see the screen. */
export function announce(text: string): void {
	useSaid.setState(({ count }) => ({ text, count: count + 1 }));
}

export function Announcer() {
	const { text, count } = useSaid();
	return (
		<VisuallyHidden aria-live="polite" role="status" data-testid="announcer">
			<span key={count}>{text}</span>
		</VisuallyHidden>
	);
}
