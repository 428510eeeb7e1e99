'use client';

import { Select, Switch } from '@mantine/core';
import type { StepNode } from '@/saga/flow/nodes/step';
import { DurationInput } from './duration-input';
import { ExpressionField } from './expression-field';
import classes from './forms.module.css';
import { Section } from './section';
import { TextField } from './text-field';
import { useChange } from './use-change';

type Park = NonNullable<StepNode['park']>;

const day = 86_400_000;
const fresh: Park = { until: null, atMostMs: null };

function choiceOf(park: Park | undefined): string {
	if (park === undefined) return 'unwind';
	return park.until === null ? 'person' : 'message';
}

function ParkFields({ step, park, disabled, set }: ParkFieldsProps) {
	const { until, atMostMs } = park;
	return (
		<>
			{until !== null && (
				<div className={classes.pair}>
					<TextField
						place={{ node: step.id, field: 'park.until.message' }}
						label="Message"
						value={until.message}
						maxLength={200}
						placeholder="e.g. card-changed"
						disabled={disabled}
						onChange={(message) => set({ ...park, until: { ...until, message } }, 'message')}
					/>
					<ExpressionField
						node={step.id}
						field="park.until.key"
						label="Key"
						value={until.key}
						placeholder="order.id"
						disabled={disabled}
						onChange={(key) => set({ ...park, until: { ...until, key } }, 'key')}
					/>
				</div>
			)}
			<Switch
				label="Unwind after a while all the same"
				checked={atMostMs !== null}
				disabled={disabled}
				onChange={(event) => set({ ...park, atMostMs: event.currentTarget.checked ? day : null })}
			/>
			{atMostMs !== null && (
				<DurationInput
					label="Wait at most"
					ms={atMostMs}
					min={100}
					max={366 * day}
					disabled={disabled}
					onChange={(ms) => set({ ...park, atMostMs: ms }, 'most')}
				/>
			)}
		</>
	);
}

interface ParkFieldsProps {
	readonly step: StepNode;
	readonly park: Park;
	readonly disabled: boolean;
	readonly set: (park: Park | null, key?: string) => void;
}

/** What happens to a failure that no event on the step's border catches. */
export function ParkSection({ step, disabled }: { step: StepNode; disabled: boolean }) {
	const change = useChange(step, 'step');
	const { park } = step;
	const set = (next: Park | null, key?: string) =>
		change(
			({ park: _was, ...plain }) => (next === null ? plain : { ...plain, park: next }),
			key === undefined ? null : `park ${key}`,
		);
	return (
		<Section title="When it fails">
			<div className={classes.stack}>
				<Select
					aria-label="When it fails"
					value={choiceOf(park)}
					disabled={disabled}
					data={[
						{ value: 'unwind', label: 'Undo everything before it' },
						{ value: 'message', label: 'Park until a message comes, then try again' },
						{ value: 'person', label: 'Park until a person says so' },
					]}
					onChange={(choice) => {
						if (choice === 'unwind') set(null);
						else set({ ...(park ?? fresh), until: choice === 'message' ? { message: '', key: '' } : null });
					}}
				/>
				{park !== undefined && <ParkFields step={step} park={park} disabled={disabled} set={set} />}
			</div>
		</Section>
	);
}
