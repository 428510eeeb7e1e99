'use client';

import { Button, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { FlowNode } from '@/saga/flow/definition';
import { changeNode } from '@/saga/flow/edits/nodes';
import { useFlows } from '../../live/flow-queries';
import { furnishScope } from '../designer-edits';
import { useDefinition, useDesigner } from '../designer-store';
import { BorderSection } from './border-section';
import { CompensationForm } from './compensation-form';
import { FieldList } from './field-list';
import { useFieldProblem } from './field-problems';
import { ForEachSection } from './for-each-section';
import classes from './forms.module.css';
import { MappingEditor } from './mapping-editor';
import { NameField } from './name-field';
import { Section } from './section';

interface FormProps<Kind extends FlowNode['kind']> {
	readonly node: Extract<FlowNode, { kind: Kind }>;
	readonly disabled: boolean;
}

/** Changes a node of its kind; edits with one key in a row are one step back. */
function useChange<Kind extends FlowNode['kind']>(node: Extract<FlowNode, { kind: Kind }>, kind: Kind) {
	const designer = useDesigner();
	return (patch: Partial<Extract<FlowNode, { kind: Kind }>>, key?: string) =>
		designer.actions.edit(
			(flow) => changeNode(flow, node.id, kind, (was) => ({ ...was, ...patch })),
			key === undefined ? {} : { key: `${key} ${node.id}` },
		);
}

export function AssignForm({ node, disabled }: FormProps<'assign'>) {
	const set = useChange(node, 'assign');
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="What is computed">
				<MappingEditor
					node={node.id}
					field="output"
					mapping={node.output}
					direction="out"
					addLabel="Add a variable"
					disabled={disabled}
					onChange={(output) => set({ output }, 'output')}
				/>
				<p className={classes.note}>In this order; a later one reads what an earlier one has set.</p>
			</Section>
		</>
	);
}

export function ApprovalForm({ node, disabled }: FormProps<'approval'>) {
	const set = useChange(node, 'approval');
	const fieldError = useFieldProblem({ node: node.id, field: 'fields*' });
	const questionError = useFieldProblem({ node: node.id, field: 'question' });
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="What a person decides">
				<div className={classes.stack}>
					<Textarea
						label="Question"
						value={node.question}
						error={questionError}
						disabled={disabled}
						autosize
						minRows={2}
						maxLength={2_000}
						placeholder="May this order be shipped?"
						onChange={(event) => set({ question: event.currentTarget.value }, 'question')}
					/>
					<TextInput
						label="Who is to answer"
						value={node.candidates}
						disabled={disabled}
						maxLength={200}
						placeholder="a team or a role; empty: anyone"
						onChange={(event) => set({ candidates: event.currentTarget.value }, 'candidates')}
					/>
				</div>
			</Section>
			<Section title="What they are shown">
				<MappingEditor
					node={node.id}
					field="input"
					mapping={node.input}
					noun="approval"
					direction="in"
					addLabel="Show a value"
					disabled={disabled}
					onChange={(input) => set({ input }, 'input')}
				/>
			</Section>
			<Section title="What they enter">
				<FieldList
					fields={node.fields}
					error={fieldError}
					disabled={disabled}
					onChange={(fields, key) => set({ fields }, key)}
				/>
			</Section>
			<Section title="What is kept of it">
				<MappingEditor
					node={node.id}
					field="output"
					mapping={node.output}
					locals={['reply', ...node.fields.map((field) => `reply.${field.name}`)]}
					direction="out"
					addLabel="Store from the answer"
					disabled={disabled}
					onChange={(output) => set({ output }, 'output')}
				/>
			</Section>
			<BorderSection node={node} disabled={disabled} />
			<ForEachSection node={node} disabled={disabled} />
			<Section title="Undo">
				<CompensationForm activity={node} disabled={disabled} />
			</Section>
		</>
	);
}

export function CallForm({ node, disabled }: FormProps<'call'>) {
	const set = useChange(node, 'call');
	const definition = useDefinition();
	const { data } = useFlows();
	const error = useFieldProblem({ node: node.id, field: 'flow' });
	const flows = (data?.flows ?? []).filter((flow) => flow.id !== definition.id);
	const isKnown = node.flow === '' || flows.some((flow) => flow.id === node.flow);
	return (
		<>
			<NameField node={node} disabled={disabled} />
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
			<Section title="What it gets">
				<MappingEditor
					node={node.id}
					field="input"
					mapping={node.input}
					noun="call"
					direction="in"
					addLabel="Add a field"
					disabled={disabled}
					onChange={(input) => set({ input }, 'input')}
				/>
			</Section>
			<Section title="What it gives back">
				<MappingEditor
					node={node.id}
					field="output"
					mapping={node.output}
					locals={['reply']}
					direction="out"
					addLabel="Store from its variables"
					disabled={disabled}
					onChange={(output) => set({ output }, 'output')}
				/>
			</Section>
			<BorderSection node={node} disabled={disabled} />
			<ForEachSection node={node} disabled={disabled} />
			<Section title="Undo">
				<CompensationForm activity={node} disabled={disabled} />
			</Section>
		</>
	);
}

function SubflowKind({ node, disabled }: FormProps<'subflow'>) {
	const set = useChange(node, 'subflow');
	const designer = useDesigner();
	const definition = useDefinition();
	const isEmpty = !definition.nodes.some((other) => other.scope === node.id);
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
				{isEmpty && !disabled && (
					<Button
						variant="default"
						leftSection={<IconPlus size={13} />}
						onClick={() => furnishScope(designer, node.id)}
					>
						Draw a start and an end inside
					</Button>
				)}
			</div>
		</Section>
	);
}

export function SubflowForm({ node, disabled }: FormProps<'subflow'>) {
	const set = useChange(node, 'subflow');
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<SubflowKind node={node} disabled={disabled} />
			<Section title="What is set inside">
				<MappingEditor
					node={node.id}
					field="input"
					mapping={node.input}
					noun="subflow"
					direction="in"
					addLabel="Set a variable"
					disabled={disabled}
					onChange={(input) => set({ input }, 'input')}
				/>
			</Section>
			<Section title="What is kept of it">
				<MappingEditor
					node={node.id}
					field="output"
					mapping={node.output}
					direction="out"
					addLabel="Keep a value"
					disabled={disabled}
					onChange={(output) => set({ output }, 'output')}
				/>
			</Section>
			{!node.eventStarted && (
				<>
					<BorderSection node={node} disabled={disabled} />
					<ForEachSection node={node} disabled={disabled} />
				</>
			)}
			<Section title="Undo">
				<CompensationForm activity={node} disabled={disabled} />
			</Section>
		</>
	);
}
