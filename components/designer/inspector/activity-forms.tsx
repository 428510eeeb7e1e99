'use client';

import { Select, Switch } from '@mantine/core';
import { useFlows } from '../../live/flow-queries';
import { useDefinition } from '../designer-store';
import { ActivitySections } from './activity-sections';
import { DrawInsideButton } from './draw-inside-button';
import { FieldList } from './field-list';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { InputSection, OutputSection } from './mapping-sections';
import { NameField } from './name-field';
import { Section } from './section';
import { TextField } from './text-field';
import { type FormProps, useChange } from './use-change';

export function AssignForm({ node, disabled }: FormProps<'assign'>) {
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<OutputSection title="What is computed" node={node} addLabel="Add a variable" disabled={disabled}>
				<p className={classes.note}>In this order; a later one reads what an earlier one has set.</p>
			</OutputSection>
		</>
	);
}

export function ApprovalForm({ node, disabled }: FormProps<'approval'>) {
	const set = useChange(node, 'approval');
	const fieldError = useFieldProblem({ node: node.id, field: 'fields*' });
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="What a person decides">
				<div className={classes.stack}>
					<TextField
						place={{ node: node.id, field: 'question' }}
						label="Question"
						value={node.question}
						isLong
						maxLength={2_000}
						placeholder="May this order be shipped?"
						disabled={disabled}
						onChange={(question) => set({ question }, 'question')}
					/>
					<TextField
						place={{ node: node.id, field: 'candidates' }}
						label="Who is to answer"
						value={node.candidates}
						maxLength={200}
						placeholder="a team or a role; empty: anyone"
						disabled={disabled}
						onChange={(candidates) => set({ candidates }, 'candidates')}
					/>
				</div>
			</Section>
			<InputSection
				title="What they are shown"
				node={node}
				noun="approval"
				addLabel="Show a value"
				disabled={disabled}
			/>
			<Section title="What they enter">
				<FieldList
					fields={node.fields}
					error={fieldError}
					disabled={disabled}
					onChange={(fields, key) => set({ fields }, key)}
				/>
			</Section>
			<OutputSection
				title="What is kept of it"
				node={node}
				locals={['reply', ...node.fields.map((field) => `reply.${field.name}`)]}
				addLabel="Store from the answer"
				disabled={disabled}
			/>
			<ActivitySections activity={node} disabled={disabled} />
		</>
	);
}

function CalledFlow({ node, disabled }: FormProps<'call'>) {
	const set = useChange(node, 'call');
	const definition = useDefinition();
	const { data } = useFlows();
	const error = useFieldProblem({ node: node.id, field: 'flow' });
	const flows = (data?.flows ?? []).filter((flow) => flow.id !== definition.id);
	const isKnown = node.flow === '' || flows.some((flow) => flow.id === node.flow);
	return (
		<Section title="Which flow">
			<Select
				label="Flow"
				value={node.flow === '' ? null : node.flow}
				error={error}
				disabled={disabled}
				searchable
				placeholder="Choose a flow"
				nothingFoundMessage="There is no such flow."
				data={[
					...flows.map((flow) => ({ value: flow.id, label: flow.name })),
					...(isKnown ? [] : [{ value: node.flow, label: node.flow }]),
				]}
				onChange={(flow) => flow !== null && set({ flow })}
			/>
			<p className={classes.note}>
				It runs as a saga of its own, in the version that is current when this flow is deployed. Undone, it unwinds.
			</p>
		</Section>
	);
}

export function CallForm({ node, disabled }: FormProps<'call'>) {
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<CalledFlow node={node} disabled={disabled} />
			<InputSection title="What it gets" node={node} noun="call" addLabel="Add a field" disabled={disabled} />
			<OutputSection
				title="What it gives back"
				node={node}
				locals={['reply']}
				addLabel="Store from its variables"
				disabled={disabled}
			/>
			<ActivitySections activity={node} disabled={disabled} />
		</>
	);
}

function SubflowKind({ node, disabled }: FormProps<'subflow'>) {
	const set = useChange(node, 'subflow');
	return (
		<Section title="How it runs">
			<div className={classes.stack}>
				<Switch
					label="Started by an event"
					checked={node.eventStarted}
					disabled={disabled}
					onChange={(event) => set({ eventStarted: event.currentTarget.checked })}
				/>
				<p className={classes.note}>
					{node.eventStarted
						? 'No way leads to it: the start inside says to what it reacts while what is around it runs.'
						: 'It begins when a way leads to it, and ends when the last way inside has ended.'}
				</p>
				<Switch
					label="Undo at once what it has done, if it is interrupted"
					checked={node.whenInterrupted === 'undo-now'}
					disabled={disabled}
					onChange={(event) => set({ whenInterrupted: event.currentTarget.checked ? 'undo-now' : 'keep' })}
				/>
				<DrawInsideButton scope={node.id} disabled={disabled} />
			</div>
		</Section>
	);
}

export function SubflowForm({ node, disabled }: FormProps<'subflow'>) {
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<SubflowKind node={node} disabled={disabled} />
			<InputSection
				title="What is set inside"
				node={node}
				noun="subflow"
				addLabel="Set a variable"
				disabled={disabled}
			/>
			<OutputSection title="What is kept of it" node={node} addLabel="Keep a value" disabled={disabled} />
			<ActivitySections activity={node} disabled={disabled} />
		</>
	);
}
