import { IconCircleOff, IconPlayerTrackPrevFilled } from '@tabler/icons-react';
import type { Compensation } from '@/saga/flow/nodes/step';
import classes from './compensation-chip.module.css';
import { UndoBadge } from './mark-badges';
import type { UndoMark } from './overlay';

const effects = { harmless: 'Harmless', gap: 'Leaves a gap' };

function hint(compensation: Compensation, mark: UndoMark | undefined): string {
	if (compensation.type === 'none')
		return `Cannot be undone: ${compensation.effect}${compensation.because === '' ? '' : `, because ${compensation.because}`}`;
	return mark?.words ?? `Undone by ${compensation.command || 'a command that is not chosen yet'}`;
}

export function CompensationChip({ compensation, mark }: { compensation: Compensation; mark: UndoMark | undefined }) {
	const isCommand = compensation.type === 'command';
	return (
		<>
			<span className={classes.line} aria-hidden />
			<span
				className={classes.chip}
				data-kind={compensation.type}
				data-effect={isCommand ? undefined : compensation.effect}
				data-status={mark?.status}
				data-lit={mark?.order === undefined || mark.order === null ? undefined : true}
				title={hint(compensation, mark)}
				aria-hidden
			>
				{isCommand ? <IconPlayerTrackPrevFilled size={14} /> : <IconCircleOff size={14} />}
				<span className={classes.text}>
					{isCommand ? compensation.name || compensation.command || 'No command yet' : effects[compensation.effect]}
				</span>
				{mark?.order !== undefined && mark.order !== null && (
					<span className={classes.order} data-conditional={mark.status === 'conditional'}>
						{mark.order}
					</span>
				)}
				{mark !== undefined && mark.order === null && <UndoBadge status={mark.status} words={mark.words} />}
				{mark !== undefined && mark.order !== null && mark.status !== 'planned' && mark.status !== 'conditional' && (
					<UndoBadge status={mark.status} words={mark.words} />
				)}
			</span>
		</>
	);
}
