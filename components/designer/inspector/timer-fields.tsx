'use client';

import { SegmentedControl } from '@mantine/core';
import type { TimerTrigger } from '@/saga/flow/nodes/event';
import { ExpressionField } from './expression-field';
import classes from './forms.module.css';
import { isoDuration, isoWords } from './iso-duration';

interface TimerFieldsProps {
	readonly node: string;
	/** Where the trigger stands in the node: `on`, `trigger`, `reaction.on`. */
	readonly field: string;
	readonly on: TimerTrigger;
	readonly disabled: boolean;
	readonly onChange: (on: TimerTrigger, key: string) => void;
}

const kinds: Readonly<Record<TimerTrigger['timer'], { readonly label: string; readonly example: string }>> = {
	duration: { label: 'After', example: '5 min, PT5M, or an expression' },
	date: { label: 'At', example: '2031-05-12T08:00:00Z, or an expression' },
	cycle: { label: 'Repeatedly', example: 'R3/PT10M, or 0 0 8 * * MON' },
};

const notes: Readonly<Record<TimerTrigger['timer'], string>> = {
	duration: 'How long, from the moment it is reached: 5 min, 2 h, P2D, or a variable that holds such a text.',
	date: 'A moment with its zone; without one it is UTC.',
	cycle: 'A repetition (R3/PT10M: three times, every ten minutes; R/PT1H: for ever) or a cron expression with seconds.',
};

function note({ timer, value }: TimerTrigger): string {
	const words = timer === 'duration' ? isoWords(value) : null;
	return words ?? notes[timer];
}

/** When a timer falls due. A duration may be typed as people write it; it is kept in ISO 8601. */
export function TimerFields({ node, field, on, disabled, onChange }: TimerFieldsProps) {
	return (
		<div className={classes.stack}>
			<SegmentedControl
				fullWidth
				aria-label="Kind of timer"
				disabled={disabled}
				value={on.timer}
				data={Object.entries(kinds).map(([value, { label }]) => ({ value, label }))}
				onChange={(timer) => onChange({ ...on, timer: timer as TimerTrigger['timer'] }, 'timer')}
			/>
			<ExpressionField
				node={node}
				field={`${field}.value`}
				label="Time"
				value={on.value}
				placeholder={kinds[on.timer].example}
				disabled={disabled}
				onChange={(value) => onChange({ ...on, value }, 'time')}
				onBlur={() => {
					const iso = on.timer === 'duration' ? isoDuration(on.value) : null;
					if (iso !== null) onChange({ ...on, value: iso }, 'time');
				}}
			/>
			<p className={classes.note}>{note(on)}</p>
		</div>
	);
}
