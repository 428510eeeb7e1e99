/** Loops that no answer leaves: without any fault, every way on goes round again, and nothing changes from round to round. */
import type { RunNames } from './run-names';
import { pathOf, type Visit } from './visit';

const roundsShown = 2;

/** The shortest way into such a loop, a few rounds long; null: there is none. */
export function endlessLoop(visits: readonly Visit[], runNames: RunNames): Visit | null {
	// A loop that was cut short may still be left.
	const leaving = visits.filter(({ outcome }) => outcome === 'ended' || outcome === 'open' || outcome === 'cut');
	const before = new Map<Visit, Visit[]>();
	for (const visit of visits)
		for (const next of visit.leadsTo) {
			const known = before.get(next);
			if (known === undefined) before.set(next, [visit]);
			else known.push(visit);
		}
	const canLeave = new Set(leaving);
	const open = [...leaving];
	for (let visit = open.pop(); visit !== undefined; visit = open.pop())
		for (const earlier of before.get(visit) ?? []) {
			if (canLeave.has(earlier)) continue;
			canLeave.add(earlier);
			open.push(earlier);
		}
	const caught = visits.filter((visit) => visit.outcome === 'round' && !canLeave.has(visit.parent ?? visit));
	const [shortest] = caught.sort((one, other) => one.depth - other.depth);
	if (shortest === undefined) return null;
	const hasShown = ({ names }: Visit) => [...names.values()].some((own) => runNames.mostRounds(own) > roundsShown);
	return pathOf(shortest).find(hasShown) ?? shortest;
}
