'use client';

import { Button, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FlowNode } from '@/saga/flow/definition';
import { changeNode } from '@/saga/flow/edits/nodes';
import { attachTo } from '@/saga/flow/edits/scopes';
import type { PublishedEvent } from '@/saga/flow/nodes/publish';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { linkTargets } from '@/saga/flow/queries/links';
import { isActivity } from '@/saga/flow/queries/scopes';
import { addOtherEnd } from '../designer-edits';
import { useDefinition, useDesigner } from '../designer-store';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { NameField } from './name-field';
import { Section } from './section';
import { ThrownFields, thrownAs, thrownWords } from './thrown-fields';
import { TriggerFields } from './trigger-fields';
import { UndoTarget } from './undo-target';

interface FormProps<Kind extends FlowNode['kind']> {
	readonly node: Extract<FlowNode, { kind: Kind }>;
	readonly disabled: boolean;
}

export function CatchForm({ node, disabled }: FormProps<'catch'>) {
	const designer = useDesigner();
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="Waits for">
				<TriggerFields
					node={node.id}
					field="on"
					on={node.on}
					types={['message', 'timer', 'signal']}
					disabled={disabled}
					onChange={(on, key) => {
						if (on.type === 'error' || on.type === 'escalation') return;
						designer.actions.edit(
							(flow) => changeNode(flow, node.id, 'catch', (was) => ({ ...was, on })),
							key === null ? {} : { key: `${key} ${node.id}` },
						);
					}}
				/>
			</Section>
		</>
	);
}

function Host({ node, disabled }: FormProps<'boundary'>) {
	const designer = useDesigner();
	const definition = useDefinition();
	const error = useFieldProblem({ node: node.id, field: 'attachedTo' });
	const hosts = definition.nodes.filter(
		(other) => isActivity(other) && !(other.kind === 'subflow' && other.eventStarted),
	);
	return (
		<Select
			label="On the border of"
			value={node.attachedTo}
			error={error}
			disabled={disabled}
			data={hosts.map((other) => ({ value: other.id, label: nodeTitle(other) }))}
			onChange={(host) =>
				host !== null && designer.actions.edit((flow) => attachTo(flow, node.id, host), { say: 'Attached' })
			}
		/>
	);
}

export function BoundaryForm({ node, disabled }: FormProps<'boundary'>) {
	const designer = useDesigner();
	const isError = node.on.type === 'error';
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="Where it stands">
				<Host node={node} disabled={disabled} />
				<Switch
					mt={10}
					label="Interrupts the activity"
					checked={node.interrupting || isError}
					disabled={disabled || isError}
					onChange={({ currentTarget: { checked } }) =>
						designer.actions.edit((flow) =>
							changeNode(flow, node.id, 'boundary', (was) => ({ ...was, interrupting: checked })),
						)
					}
				/>
				<p className={classes.note}>
					{isError
						? 'An error always interrupts: the way goes on from here.'
						: node.interrupting
							? 'The activity is given up, and the way goes on from here.'
							: 'The activity goes on; beside it a way begins here, each time.'}
				</p>
			</Section>
			<Section title="What it reacts to">
				<TriggerFields
					node={node.id}
					field="on"
					on={node.on}
					types={['error', 'timer', 'message', 'signal', 'escalation']}
					disabled={disabled}
					onChange={(on, key) =>
						designer.actions.edit(
							(flow) =>
								changeNode(flow, node.id, 'boundary', (was) => ({
									...was,
									on,
									interrupting: was.interrupting || on.type === 'error',
								})),
							key === null ? {} : { key: `${key} ${node.id}` },
						)
					}
				/>
			</Section>
		</>
	);
}

export function PublishForm({ node, disabled }: FormProps<'publish'>) {
	const designer = useDesigner();
	const set = (event: PublishedEvent, key: string | null) =>
		designer.actions.edit(
			(flow) => changeNode(flow, node.id, 'publish', (was) => ({ ...was, event })),
			key === null ? {} : { key: `${key} ${node.id}` },
		);
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="What goes out">
				<SegmentedControl
					fullWidth
					mb={8}
					aria-label="Kind of event"
					disabled={disabled}
					value={node.event.type}
					data={Object.entries(thrownWords).map(([value, label]) => ({ value, label }))}
					onChange={(type) => set(thrownAs(type as PublishedEvent['type'], node.event.input), null)}
				/>
				<ThrownFields node={node.id} field="event" event={node.event} disabled={disabled} onChange={set} />
			</Section>
		</>
	);
}

export function UndoForm({ node, disabled }: FormProps<'undo'>) {
	const designer = useDesigner();
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="What is undone">
				<UndoTarget
					node={node}
					field="activity"
					activity={node.activity}
					disabled={disabled}
					onChange={(activity) =>
						designer.actions.edit((flow) => changeNode(flow, node.id, 'undo', (was) => ({ ...was, activity })))
					}
				/>
				<p className={classes.note}>The way goes on when all of it is confirmed.</p>
			</Section>
		</>
	);
}

export function LinkForm({ node, disabled }: FormProps<'link'>) {
	const designer = useDesigner();
	const error = useFieldProblem({ node: node.id, field: 'link' });
	const definition = useDefinition();
	const hasOther = useMemo(() => linkTargets(definition).has(node.id), [definition, node.id]);
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="Jump">
				<SegmentedControl
					fullWidth
					mb={8}
					aria-label="End of the jump"
					disabled={disabled}
					value={node.end}
					data={[
						{ value: 'from', label: 'Jumps from here' },
						{ value: 'to', label: 'Goes on here' },
					]}
					onChange={(end) =>
						designer.actions.edit((flow) =>
							changeNode(flow, node.id, 'link', (was) => ({ ...was, end: end === 'to' ? 'to' : 'from' })),
						)
					}
				/>
				<TextInput
					label="Name of the link"
					value={node.link}
					error={error}
					disabled={disabled}
					maxLength={120}
					placeholder="the same at both ends"
					onChange={({ currentTarget: { value } }) =>
						designer.actions.edit((flow) => changeNode(flow, node.id, 'link', (was) => ({ ...was, link: value })), {
							key: `link ${node.id}`,
						})
					}
				/>
				<p className={classes.note}>
					{node.end === 'from'
						? 'The way goes on at the link of this name in the same scope.'
						: 'Here go on all ways that come to a link of this name.'}
				</p>
				{node.end === 'from' && !hasOther && !disabled && (
					<Button variant="default" leftSection={<IconPlus size={13} />} onClick={() => addOtherEnd(designer, node)}>
						Add where it goes on
					</Button>
				)}
			</Section>
		</>
	);
}
