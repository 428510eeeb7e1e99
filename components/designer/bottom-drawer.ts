'use client';

import { useQueryStates } from 'nuqs';
import { parseAsFlag } from '../ui/flag-param';

export type BottomDrawer = 'report' | 'scenarios';

/** What stands below the drawing in the place of the problems; in the address, so that links can lead to it. */
export function useBottomDrawer() {
	const [{ report, scenarios }, set] = useQueryStates(
		{ report: parseAsFlag, scenarios: parseAsFlag },
		{ history: 'replace' },
	);
	const shown: BottomDrawer | null = scenarios ? 'scenarios' : report ? 'report' : null;
	const show = (next: BottomDrawer | null) =>
		void set({ report: next === 'report' ? true : null, scenarios: next === 'scenarios' ? true : null });
	return [shown, show] as const;
}
