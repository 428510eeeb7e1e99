import { IconCircleOff, IconPlayerTrackPrevFilled } from '@tabler/icons-react';
import type { Compensation } from '@/saga/flow/nodes/compensation';
import classes from './compensation-chip.module.css';
import { UndoBadge } from './mark-badges';
import type { UndoMark } from './overlay';

const effects = { harmless: 'Harmless', gap: 'Leaves a gap' };

function hint(compensation: Compensation, mark: UndoMark | undefined): string {
	if (compensation.type === 'none')
		return `Cannot be undone: ${compensation.effect}${compensation.because === '' ? '' : `, because ${compensation.because}`}`;
	if (compensation.type === 'scope') return mark?.words ?? 'Undone by a flow of its own, which has no nodes yet';
	return mark?.words ?? `Undone by ${compensation.command || 'a command that is not chosen yet'}`;
}

function chipText(compensation: Compensation): string {
	if (compensation.type === 'none') return effects[compensation.effect];
	if (compensation.type === 'scope') return compensation.name || 'Empty undo flow';
	return compensation.name || compensation.command || 'No command yet';
}

export function UndoOrder({ mark, order }: { mark: UndoMark; order: number }) {
	return (
		<span className={classes.order} data-conditional={mark.status === 'conditional'}>
			{order}
		</span>
	);
}

interface CompensationChipProps {
	readonly compensation: Compensation | null;
	/** `far`: lower and to the left, clear of a boundary event. */
	readonly hangs: 'near' | 'far';
	readonly mark: UndoMark | undefined;
}

export function CompensationChip({ compensation, hangs, mark }: CompensationChipProps) {
	if (compensation === null) return null;
	const isUndone = compensation.type !== 'none';
	return (
		<>
			<span className={classes.line} data-hangs={hangs} aria-hidden />
			<span
				className={classes.chip}
				data-hangs={hangs}
				data-kind={compensation.type}
				data-effect={isUndone ? undefined : compensation.effect}
				data-status={mark?.status}
				data-lit={mark?.order === undefined || mark.order === null ? undefined : true}
				title={hint(compensation, mark)}
				aria-hidden
			>
				{isUndone ? <IconPlayerTrackPrevFilled size={14} /> : <IconCircleOff size={14} />}
				<span className={classes.text}>{chipText(compensation)}</span>
				{mark?.order !== undefined && mark.order !== null && <UndoOrder mark={mark} order={mark.order} />}
				{mark !== undefined && mark.order === null && <UndoBadge status={mark.status} words={mark.words} />}
				{mark !== undefined && mark.order !== null && mark.status !== 'planned' && mark.status !== 'conditional' && (
					<UndoBadge status={mark.status} words={mark.words} />
				)}
			</span>
		</>
	);
}
