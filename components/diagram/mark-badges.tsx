import {
	IconAlertTriangleFilled,
	IconCheck,
	IconExclamationMark,
	IconHourglass,
	IconPlayerPauseFilled,
	IconPlayerPlayFilled,
	IconPlayerTrackPrevFilled,
	IconQuestionMark,
	IconX,
} from '@tabler/icons-react';
import type { UndoItemStatus } from '@/saga/engine/undo/undo-plan-types';
import classes from './mark-badges.module.css';
import type { NodeMark, RunMark } from './overlay';

const runIcons = {
	running: IconPlayerPlayFilled,
	waiting: IconHourglass,
	done: IconCheck,
	failed: IconX,
	stuck: IconExclamationMark,
	unknown: IconQuestionMark,
	suspended: IconPlayerPauseFilled,
};

export function RunBadge({ mark }: { mark: RunMark }) {
	const Icon = runIcons[mark.state];
	return (
		<span className={classes.badge} data-state={mark.state} title={mark.words} aria-hidden>
			<Icon size={12} stroke={3} />
		</span>
	);
}

const undoBadges: Partial<Record<UndoItemStatus, { readonly state: string; readonly icon: typeof IconX }>> = {
	running: { state: 'running', icon: IconPlayerPlayFilled },
	stuck: { state: 'stuck', icon: IconExclamationMark },
	undone: { state: 'done', icon: IconCheck },
	gap: { state: 'undo', icon: IconExclamationMark },
	harmless: { state: 'suspended', icon: IconCheck },
	planned: { state: 'undo', icon: IconPlayerTrackPrevFilled },
};

export function UndoBadge({ status, words }: { status: UndoItemStatus; words: string }) {
	const badge = undoBadges[status];
	if (badge === undefined) return null;
	const Icon = badge.icon;
	return (
		<span className={classes.badge} data-state={badge.state} title={words} aria-hidden>
			<Icon size={12} stroke={3} />
		</span>
	);
}

export function ProblemBadge({ problems }: { problems: NodeMark['problems'] }) {
	if (problems === undefined || problems.errors + problems.warnings === 0) return null;
	const count = problems.errors + problems.warnings;
	return (
		<span
			className={classes.problem}
			data-severity={problems.errors > 0 ? 'error' : 'warning'}
			title={`${problems.errors} errors, ${problems.warnings} warnings`}
			aria-hidden
		>
			<IconAlertTriangleFilled size={10} />
			{count}
		</span>
	);
}
