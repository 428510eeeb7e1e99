'use client';

import { useEffect, useState } from 'react';

/** The browser's clock, never before `least` (the newest instant the server has told); stands still unless `isRunning`. */
export function useNow(isRunning: boolean, least: number, everyMs = 500): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		if (!isRunning) return;
		const tick = () => setNow(Date.now());
		tick();
		const timer = setInterval(tick, everyMs);
		return () => clearInterval(timer);
	}, [isRunning, everyMs]);
	return Math.max(now, least);
}
