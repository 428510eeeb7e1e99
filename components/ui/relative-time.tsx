'use client';

import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { relativeTime } from './relative-time-words';

const useNow = create<{ now: number }>(() => ({ now: 0 }));
let watchers = 0;
let ticking: ReturnType<typeof setInterval> | null = null;

/** One clock for all times on screen, running only while one is shown. */
function useClock(): number {
	const now = useNow((state) => state.now);
	useEffect(() => {
		const tick = () => useNow.setState({ now: Date.now() });
		watchers += 1;
		if (ticking === null) {
			tick();
			ticking = setInterval(tick, 1_000);
		}
		return () => {
			watchers -= 1;
			if (watchers > 0 || ticking === null) return;
			clearInterval(ticking);
			ticking = null;
		};
	}, []);
	return now;
}

export function RelativeTime({ at, prefix = '' }: { at: string | number; prefix?: string }) {
	const now = useClock();
	const [absolute, setAbsolute] = useState('');
	const instant = new Date(at);
	useEffect(() => {
		setAbsolute(new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' }));
	}, [at]);
	return (
		<Tooltip label={absolute} disabled={absolute === ''}>
			<time dateTime={instant.toISOString()} style={{ whiteSpace: 'nowrap' }}>
				{now === 0 ? '' : `${prefix}${relativeTime(instant.getTime(), now)}`}
			</time>
		</Tooltip>
	);
}
