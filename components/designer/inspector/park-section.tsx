'use client';

import { Select, Switch, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { changeNode } from '@/saga/flow/edits/nodes';
import type { StepNode } from '@/saga/flow/nodes/step';
import { useDefinition, useDesigner } from '../designer-store';
import { DurationInput } from './duration-input';
import { ExpressionInput } from './expression-input';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { namesAt } from './known-names';
import { Section } from './section';

type Park = NonNullable<StepNode['park']>;

const day = 86_400_000;
const fresh: Park = { until: null, atMostMs: null };

function choiceOf(park: Park | undefined): string {
	if (park === undefined) return 'unwind';
	return park.until === null ? 'person' : 'message';
}

function ParkFields({ step, park, disabled, set }: ParkFieldsProps) {
	const definition = useDefinition();
	const names = useMemo(() => namesAt(definition, step.id), [definition, step.id]);
	const messageError = useFieldProblem({ node: step.id, field: 'park.until.message' });
	const keyError = useFieldProblem({ node: step.id, field: 'park.until.key' });
	const { until, atMostMs } = park;
	return (
		<>
			{until !== null && (
				<div className={classes.pair}>
					<TextInput
						label="Message"
						value={until.message}
						error={messageError}
						disabled={disabled}
						maxLength={200}
						placeholder="e.g. card-changed"
						onChange={(event) => set({ ...park, until: { ...until, message: event.currentTarget.value } }, 'message')}
					/>
					<ExpressionInput
						label="Key"
						visibleLabel
						value={until.key}
						variables={names}
						error={keyError}
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
	const designer = useDesigner();
	const { park } = step;
	const set = (next: Park | null, key?: string) =>
		designer.actions.edit(
			(flow) =>
				changeNode(flow, step.id, 'step', ({ park: _was, ...plain }) =>
					next === null ? plain : { ...plain, park: next },
				),
			key === undefined ? {} : { key: `park ${key} ${step.id}` },
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
