'use client';

import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { newCompensation, newNoCompensation } from '@/saga/flow/edits/new-node';
import { setCompensation } from '@/saga/flow/edits/nodes';
import type { CommandCompensation, Compensation, NoCompensation } from '@/saga/flow/nodes/compensation';
import type { StepNode } from '@/saga/flow/nodes/step';
import { useDesigner } from '../designer-store';
import { CommandFields } from './command-fields';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { MappingEditor } from './mapping-editor';
import { RetriesFields } from './retries-fields';
import { Section } from './section';

type Choice = 'unsaid' | 'command' | 'scope' | 'harmless' | 'gap';

const choiceOf = (compensation: Compensation | null): Choice =>
	compensation === null ? 'unsaid' : compensation.type === 'none' ? compensation.effect : compensation.type;

const explanations: Readonly<Record<Choice, string>> = {
	unsaid: 'Say how this step is undone, or why it need not be.',
	command: 'When the saga unwinds, this command is sent; it is retried until it is confirmed.',
	scope: 'When the saga unwinds, the flow drawn below the step runs.',
	harmless: 'Nothing that matters is left behind: the saga still ends compensated.',
	gap: 'Something stays: the saga ends failed and says so.',
};

/** What the other choice has in common with this one is kept. */
function chosen(choice: Choice, was: Compensation | null): Compensation | null {
	if (choice === 'unsaid') return null;
	if (choice === 'scope') return was?.type === 'scope' ? was : { type: 'scope', name: '' };
	if (choice === 'command') return was?.type === 'command' ? was : newCompensation('');
	return was?.type === 'none' ? { ...was, effect: choice } : newNoCompensation(choice);
}

interface PartProps<Kind> {
	readonly step: StepNode;
	readonly compensation: Kind;
	readonly disabled: boolean;
}

function CommandPart({ step, compensation, disabled }: PartProps<CommandCompensation>) {
	const designer = useDesigner();
	const place = { node: step.id };
	const nameError = useFieldProblem({ ...place, field: 'compensation.name' });
	const participantError = useFieldProblem({ ...place, field: 'compensation.participant' });
	const commandError = useFieldProblem({ ...place, field: 'compensation.command' });
	const set = (patch: Partial<CommandCompensation>, key: string) =>
		designer.actions.edit((flow) => setCompensation(flow, step.id, { ...compensation, ...patch }), {
			key: `undo ${key} ${step.id}`,
		});
	return (
		<>
			<TextInput
				label="Name of the undo"
				value={compensation.name}
				error={nameError}
				disabled={disabled}
				maxLength={120}
				placeholder="e.g. Refund card"
				onChange={(event) => set({ name: event.currentTarget.value }, 'name')}
			/>
			<CommandFields
				participant={compensation.participant}
				command={compensation.command}
				participantPlaceholder={step.participant || 'of the step'}
				participantError={participantError}
				commandError={commandError}
				fallback={step.participant}
				undoOnly
				disabled={disabled}
				onChange={({ participant, command }) => set({ participant, command }, 'command')}
			/>
			<Section title="What the undo gets">
				<MappingEditor
					node={step.id}
					field="compensation.input"
					mapping={compensation.input}
					locals={['input', 'output']}
					direction="in"
					addLabel="Add a field"
					disabled={disabled}
					onChange={(input) => set({ input }, 'input')}
				/>
				<p className={classes.note}>
					<code>input</code> is what the step was sent, <code>output</code> its reply; output is null when nobody knows
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

function ReasonPart({ step, compensation, disabled }: PartProps<NoCompensation>) {
	const designer = useDesigner();
	const error = useFieldProblem({ node: step.id, field: 'compensation.because' });
	return (
		<Textarea
			label="Because"
			value={compensation.because}
			error={error}
			disabled={disabled}
			autosize
			minRows={2}
			maxLength={500}
			placeholder={
				compensation.effect === 'harmless' ? 'the request only reads' : 'a letter that was sent cannot be taken back'
			}
			onChange={(event) => {
				const because = event.currentTarget.value;
				designer.actions.edit((flow) => setCompensation(flow, step.id, { ...compensation, because }), {
					key: `because ${step.id}`,
				});
			}}
		/>
	);
}

export function CompensationForm({ step, disabled }: { step: StepNode; disabled: boolean }) {
	const designer = useDesigner();
	const choice = choiceOf(step.compensation);
	const { compensation } = step;
	return (
		<div className={classes.undoBox}>
			<SegmentedControl
				fullWidth
				aria-label="How it is undone"
				disabled={disabled}
				value={choice}
				data={[
					...(compensation === null ? [{ value: 'unsaid', label: 'Not said' }] : []),
					{ value: 'command', label: 'By command' },
					{ value: 'harmless', label: 'Harmless' },
					{ value: 'gap', label: 'Gap' },
				]}
				onChange={(value) => {
					const next = chosen(value as Choice, compensation);
					designer.actions.edit((flow) => setCompensation(flow, step.id, next), { say: explanations[value as Choice] });
				}}
			/>
			<p className={classes.note}>{explanations[choice]}</p>
			{compensation?.type === 'command' && <CommandPart step={step} compensation={compensation} disabled={disabled} />}
			{compensation?.type === 'none' && <ReasonPart step={step} compensation={compensation} disabled={disabled} />}
		</div>
	);
}
