import { describe, expect, it } from 'vitest';
import { printTrace } from '../trace/print-trace';
import { runTrace } from '../trace/run-trace';
import { explore } from './explore';
import { findingTitles } from './finding-kinds';
import { findingFixtures } from './testing/finding-fixtures';

const oneLine = (text: string) => text.replace(/ +/g, ' ');

describe('an exploration finds', () => {
	it.each(findingFixtures)(
		'$name',
		({ name, kind, faulty, sound, shows }) => {
			expect(findingTitles[kind]).toBe(name);
			const { problems, findings, isComplete } = explore(faulty);
			expect(problems).toEqual([]);
			expect(isComplete).toBe(true);
			const found = findings.find((finding) => finding.kind === kind);
			expect(oneLine(found?.trace ?? '').endsWith(shows)).toBe(true);
			for (const { trace } of findings) expect(runTrace(faulty, trace).ok).toBe(true);

			const well = explore(sound);
			expect(well.problems).toEqual([]);
			expect(well.findings.map((finding) => finding.kind)).not.toContain(kind);
		},
		30_000,
	);

	it('no two of one kind', () => {
		expect(new Set(findingFixtures.map(({ kind }) => kind)).size).toBe(20);
		expect(findingFixtures.flatMap(({ faulty }) => runTrace(faulty, 'restart').flowProblems)).toEqual([]);
	});

	it('by traces that another play prints alike', () => {
		const [fixture] = findingFixtures;
		const [finding] = explore(fixture?.faulty ?? []).findings;
		expect(printTrace(runTrace(fixture?.faulty ?? [], finding?.trace ?? ''))).toBe(finding?.trace);
	});
});
