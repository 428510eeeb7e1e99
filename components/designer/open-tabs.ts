/**
 * Which tabs of this browser are open: each holds a lock by its id while it lives, which the browser lets go of even
 * when the tab is killed. Where there are no locks (a page that is not served securely) no other tab is seen.
 */
const idKey = 'unwind.tab';
const lockPrefix = 'unwind.tab.';

export function tabId(): string {
	const known = sessionStorage.getItem(idKey);
	if (known !== null) return known;
	const made = Math.random().toString(36).slice(2);
	sessionStorage.setItem(idKey, made);
	return made;
}

let held = false;

/** Others than this one. */
export async function otherOpenTabs(): Promise<ReadonlySet<string>> {
	const own = tabId();
	if (navigator.locks === undefined) return new Set();
	if (!held) {
		held = true;
		void navigator.locks.request(`${lockPrefix}${own}`, { mode: 'shared' }, () => new Promise<never>(() => undefined));
	}
	const { held: locks = [] } = await navigator.locks.query();
	const tabs = locks.flatMap(({ name }) => (name?.startsWith(lockPrefix) ? [name.slice(lockPrefix.length)] : []));
	return new Set(tabs.filter((tab) => tab !== own));
}
