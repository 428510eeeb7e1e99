import { countsOf, type ImportReport, levelWords, reportLevels } from '@/saga/bpmn/read/report';
import { Chip, type Tone } from '../../ui/chip';

const tones = { runs: 'done', differs: 'undo', kept: 'neutral', error: 'bad' } as const satisfies Record<string, Tone>;

/** How many elements run, run otherwise, and do not run. */
export function ReportCounts({ report }: { report: ImportReport }) {
	const counts = countsOf(report);
	return reportLevels
		.filter((level) => level === 'runs' || counts[level] > 0)
		.map((level) => (
			<Chip key={level} tone={tones[level]}>
				{counts[level]} {levelWords[level]}
			</Chip>
		));
}
