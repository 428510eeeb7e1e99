/**
 * Places at which a test can have this process killed as by `kill -9`, to prove that nothing depends on surviving them.
 * Named by UNWIND_FAILPOINTS, as `after-commit` or `after-commit:3` (at the third passage); without it nothing happens.
 */
export const failpointNames = ['before-commit', 'after-commit', 'after-publish', 'before-resolve'] as const;
export type FailpointName = (typeof failpointNames)[number];
export type Failpoint = (name: FailpointName) => void;

export function failpoints(setting: string | undefined): Failpoint {
	const left = new Map<string, number>();
	for (const item of (setting ?? '').split(',').filter(Boolean)) {
		const [name = '', count = '1'] = item.split(':');
		if (!failpointNames.some((known) => known === name)) {
			throw new Error(`UNWIND_FAILPOINTS names "${name}"; known are ${failpointNames.join(', ')}.`);
		}
		left.set(name, Number(count));
	}
	return (name) => {
		const count = left.get(name);
		if (count === undefined) return;
		if (count <= 1) process.kill(process.pid, 'SIGKILL');
		left.set(name, count - 1);
	};
}
