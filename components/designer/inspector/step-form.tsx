'use client';

import { SegmentedControl } from '@mantine/core';
import { newCompensation } from '@/saga/flow/edits/new-node';
import { setStep } from '@/saga/flow/edits/nodes';
import { type StepClass, type StepNode, stepClasses } from '@/saga/flow/nodes/step';
import { useDesigner } from '../designer-store';
import { ActivitySections } from './activity-sections';
import { type CommandChoice, CommandFields } from './command-fields';
import { ExpectedErrors } from './expected-errors';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { InputSection, OutputSection } from './mapping-sections';
import { NameField } from './name-field';
import { ParkSection } from './park-section';
import { RetriesFields } from './retries-fields';
import { Section } from './section';

const classWords: Readonly<Record<StepClass, string>> = {
	compensable: 'Can be undone: if a later step fails, its compensation runs.',
	pivot: 'Once this is done there is no way back: what follows is retried until it succeeds.',
	retriable: 'Comes after the point of no return: retried until it succeeds, never undone.',
};

/** A command whose participant says how it is undone brings its compensation along, unless one is chosen already. */
function patchOf(step: StepNode, { participant, command, undo }: CommandChoice): Partial<StepNode> {
	const isBare =
		step.compensation === null || (step.compensation.type === 'command' && step.compensation.command === '');
	return {
		participant,
		command,
		...(undo !== null && isBare && step.class === 'compensable' ? { compensation: newCompensation(undo) } : {}),
	};
}

export function StepForm({ step, disabled }: { step: StepNode; disabled: boolean }) {
	const designer = useDesigner();
	const set = (patch: Partial<StepNode>, key: string) =>
		designer.actions.edit((flow) => setStep(flow, step.id, patch), { key: `${key} ${step.id}` });
	const participantError = useFieldProblem({ node: step.id, field: 'participant' });
	const commandError = useFieldProblem({ node: step.id, field: 'command' });
	return (
		<>
			<NameField node={step} disabled={disabled} />
			<Section title="Participant and command">
				<CommandFields
					participant={step.participant}
					command={step.command}
					participantError={participantError}
					commandError={commandError}
					disabled={disabled}
					onChange={(choice) => set(patchOf(step, choice), 'command')}
				/>
			</Section>
			<Section title="Class">
				<SegmentedControl
					fullWidth
					aria-label="Class of the step"
					disabled={disabled}
					value={step.class}
					data={[...stepClasses]}
					onChange={(value) =>
						designer.actions.edit((flow) => setStep(flow, step.id, { class: value as StepClass }), {
							say: classWords[value as StepClass],
						})
					}
				/>
				<p className={classes.note}>{classWords[step.class]}</p>
			</Section>
			<InputSection title="What it gets" node={step} addLabel="Add a field" disabled={disabled} />
			<OutputSection
				title="What it gives back"
				node={step}
				locals={['reply']}
				addLabel="Store from the reply"
				disabled={disabled}
			/>
			<Section title="When it does not answer">
				<RetriesFields
					timeoutMs={step.timeoutMs}
					retries={step.retries}
					disabled={disabled}
					onChange={(patch) => set(patch, 'retries')}
				/>
			</Section>
			<Section title="Errors it may answer">
				<ExpectedErrors step={step} disabled={disabled} />
			</Section>
			<ActivitySections activity={step} disabled={disabled}>
				<ParkSection step={step} disabled={disabled} />
			</ActivitySections>
		</>
	);
}
