'use client';

import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import type { FlowDefinition } from '@/saga/flow/definition';
import { newCompensation, newNoCompensation } from '@/saga/flow/edits/new-node';
import { setCompensation } from '@/saga/flow/edits/nodes';
import type { CommandCompensation, Compensation, NoCompensation } from '@/saga/flow/nodes/compensation';
import { type ActivityNode, isInCompensation, undoScopeOf } from '@/saga/flow/queries/scopes';
import { useDefinition, useDesigner } from '../designer-store';
import { drawInside } from '../place-node';
import { CommandFields } from './command-fields';
import { DrawInsideButton } from './draw-inside-button';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { MappingEditor } from './mapping-editor';
import { RetriesFields } from './retries-fields';
import { Section } from './section';
import { TextField } from './text-field';

type Choice = 'unsaid' | 'command' | 'scope' | 'harmless' | 'gap';

const choiceOf = (compensation: Compensation | null): Choice =>
	compensation === null ? 'unsaid' : compensation.type === 'none' ? compensation.effect : compensation.type;

const explanations: Readonly<Record<Exclude<Choice, 'unsaid'>, string>> = {
	command: 'When the saga unwinds, this command is sent; it is retried until it is confirmed.',
	scope: 'When the saga unwinds, the flow drawn below it runs.',
	harmless: 'Nothing that matters is left behind: the saga still ends compensated.',
	gap: 'Something stays: the saga ends failed and says so.',
};

/** What no compensation of its own means: only for a step it is something that is missing. */
const unsaid: Readonly<Record<ActivityNode['kind'], { readonly label: string; readonly words: string }>> = {
	step: { label: 'Not said', words: 'Say how it is undone, or why it need not be.' },
	subflow: { label: 'Its steps', words: 'What was done inside is undone, each step by its own compensation.' },
	call: { label: 'Unwind', words: 'The called saga unwinds.' },
	approval: { label: 'Nothing', words: 'A decision leaves nothing behind that would be undone.' },
};

/** What the other choice has in common with this one is kept. */
function chosen(choice: Choice, was: Compensation | null): Compensation | null {
	if (choice === 'unsaid') return null;
	if (choice === 'scope') return was?.type === 'scope' ? was : { type: 'scope', name: '' };
	if (choice === 'command') return was?.type === 'command' ? was : newCompensation('');
	return was?.type === 'none' ? { ...was, effect: choice } : newNoCompensation(choice);
}

const wordsOf = (choice: Choice, { kind }: ActivityNode) =>
	choice === 'unsaid' ? unsaid[kind].words : explanations[choice];

interface PartProps<Kind> {
	readonly activity: ActivityNode;
	readonly compensation: Kind;
	readonly disabled: boolean;
}

function CommandPart({ activity, compensation, disabled }: PartProps<CommandCompensation>) {
	const designer = useDesigner();
	const place = { node: activity.id };
	const own = activity.kind === 'step' ? activity.participant : '';
	const participantError = useFieldProblem({ ...place, field: 'compensation.participant' });
	const commandError = useFieldProblem({ ...place, field: 'compensation.command' });
	const set = (patch: Partial<CommandCompensation>, key: string) =>
		designer.actions.edit((flow) => setCompensation(flow, activity.id, { ...compensation, ...patch }), {
			key: `undo ${key} ${activity.id}`,
		});
	return (
		<>
			<TextField
				place={{ ...place, field: 'compensation.name' }}
				label="Name of the undo"
				value={compensation.name}
				maxLength={120}
				placeholder="e.g. Refund card"
				disabled={disabled}
				onChange={(name) => set({ name }, 'name')}
			/>
			<CommandFields
				participant={compensation.participant}
				command={compensation.command}
				participantPlaceholder={own || (activity.kind === 'step' ? 'of the step' : 'e.g. payments')}
				participantError={participantError}
				commandError={commandError}
				fallback={own}
				undoOnly
				disabled={disabled}
				onChange={({ participant, command }) => set({ participant, command }, 'command')}
			/>
			<Section title="What the undo gets">
				<MappingEditor
					node={activity.id}
					field="compensation.input"
					mapping={compensation.input}
					locals={['input', 'output']}
					direction="in"
					addLabel="Add a field"
					disabled={disabled}
					onChange={(input) => set({ input }, 'input')}
				/>
				<p className={classes.note}>
					<code>input</code> is what it was given, <code>output</code> its reply; output is null when nobody knows
					whether it came.
				</p>
			</Section>
			<Section title="When the undo is not confirmed">
				<RetriesFields
					timeoutMs={compensation.timeoutMs}
					retries={compensation.retries}
					disabled={disabled}
					onChange={(patch) => set(patch, 'retries')}
				/>
			</Section>
		</>
	);
}

/** A flow that undoes begins with a start that leads to an end. */
function drawn(flow: FlowDefinition, id: string, compensation: Compensation | null): FlowDefinition {
	return compensation?.type === 'scope' ? drawInside(flow, undoScopeOf(id)) : flow;
}

function ScopePart({ activity, compensation, disabled }: PartProps<Extract<Compensation, { type: 'scope' }>>) {
	const designer = useDesigner();
	return (
		<>
			<TextField
				place={{ node: activity.id, field: 'compensation.name' }}
				label="Name of the undo"
				value={compensation.name}
				maxLength={120}
				placeholder="e.g. Take everything back"
				disabled={disabled}
				onChange={(name) =>
					designer.actions.edit((flow) => setCompensation(flow, activity.id, { ...compensation, name }), {
						key: `undo name ${activity.id}`,
					})
				}
			/>
			<p className={classes.note}>
				In it, <code>input</code> is what the activity was given, <code>output</code> what it gave back. Another choice
				here deletes it.
			</p>
			<DrawInsideButton scope={undoScopeOf(activity.id)} disabled={disabled} />
		</>
	);
}

function ReasonPart({ activity, compensation, disabled }: PartProps<NoCompensation>) {
	const designer = useDesigner();
	return (
		<TextField
			place={{ node: activity.id, field: 'compensation.because' }}
			label="Because"
			value={compensation.because}
			isLong
			maxLength={500}
			placeholder={
				compensation.effect === 'harmless' ? 'the request only reads' : 'a letter that was sent cannot be taken back'
			}
			disabled={disabled}
			onChange={(because) =>
				designer.actions.edit((flow) => setCompensation(flow, activity.id, { ...compensation, because }), {
					key: `because ${activity.id}`,
				})
			}
		/>
	);
}

export function CompensationForm({ activity, disabled }: { activity: ActivityNode; disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const choice = choiceOf(activity.compensation);
	const { compensation } = activity;
	const nodes = useMemo(() => new Map(definition.nodes.map((node) => [node.id, node])), [definition]);
	if (compensation === null && isInCompensation(nodes, activity))
		return (
			<p className={classes.note}>
				It is part of an undo itself: it is tried again until it is done, and never undone.
			</p>
		);
	return (
		<div className={classes.undoBox}>
			<SegmentedControl
				fullWidth
				aria-label="How it is undone"
				disabled={disabled}
				value={choice}
				data={[
					...(compensation === null || activity.kind !== 'step'
						? [{ value: 'unsaid', label: unsaid[activity.kind].label }]
						: []),
					{ value: 'command', label: 'Command' },
					{ value: 'scope', label: 'Flow' },
					{ value: 'harmless', label: 'Harmless' },
					{ value: 'gap', label: 'Gap' },
				]}
				onChange={(value) => {
					const next = chosen(value as Choice, compensation);
					designer.actions.edit((flow) => drawn(setCompensation(flow, activity.id, next), activity.id, next), {
						say: wordsOf(value as Choice, activity),
					});
				}}
			/>
			<p className={classes.note}>{wordsOf(choice, activity)}</p>
			{compensation?.type === 'command' && (
				<CommandPart activity={activity} compensation={compensation} disabled={disabled} />
			)}
			{compensation?.type === 'scope' && (
				<ScopePart activity={activity} compensation={compensation} disabled={disabled} />
			)}
			{compensation?.type === 'none' && (
				<ReasonPart activity={activity} compensation={compensation} disabled={disabled} />
			)}
		</div>
	);
}
