'use client';

import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { attachTo } from '@/saga/flow/edits/scopes';
import type { PublishedEvent } from '@/saga/flow/nodes/publish';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { linkTargets } from '@/saga/flow/queries/links';
import { isActivity } from '@/saga/flow/queries/scopes';
import { addOtherEnd } from '../designer-edits';
import { useDefinition, useDesigner } from '../designer-store';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { InterruptsSwitch } from './interrupts-switch';
import { NameField } from './name-field';
import { Section } from './section';
import { TextField } from './text-field';
import { ThrownFields, thrownAs, thrownWords } from './thrown-fields';
import { TriggerFields } from './trigger-fields';
import { UndoTarget } from './undo-target';
import { type FormProps, useChange } from './use-change';

export function CatchForm({ node, disabled }: FormProps<'catch'>) {
	const set = useChange(node, 'catch');
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
						if (on.type !== 'error' && on.type !== 'escalation') set({ on }, key);
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

const interruptsWords = {
	error: 'An error always interrupts: the way goes on from here.',
	interrupts: 'The activity is given up, and the way goes on from here.',
	beside: 'The activity goes on; beside it a way begins here, each time.',
};

export function BoundaryForm({ node, disabled }: FormProps<'boundary'>) {
	const set = useChange(node, 'boundary');
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="Where it stands">
				<Host node={node} disabled={disabled} />
				<InterruptsSwitch
					label="Interrupts the activity"
					on={node.on}
					interrupting={node.interrupting}
					words={interruptsWords}
					disabled={disabled}
					mt={10}
					onChange={(interrupting) => set({ interrupting })}
				/>
			</Section>
			<Section title="What it reacts to">
				<TriggerFields
					node={node.id}
					field="on"
					on={node.on}
					types={['error', 'timer', 'message', 'signal', 'escalation']}
					disabled={disabled}
					onChange={(on, key) => set({ on, interrupting: node.interrupting || on.type === 'error' }, key)}
				/>
			</Section>
		</>
	);
}

export function PublishForm({ node, disabled }: FormProps<'publish'>) {
	const set = useChange(node, 'publish');
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
					onChange={(type) => set({ event: thrownAs(type as PublishedEvent['type'], node.event.input) })}
				/>
				<ThrownFields
					node={node.id}
					field="event"
					event={node.event}
					disabled={disabled}
					onChange={(event, key) => set({ event }, key)}
				/>
			</Section>
		</>
	);
}

export function UndoForm({ node, disabled }: FormProps<'undo'>) {
	const set = useChange(node, 'undo');
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="What is undone">
				<UndoTarget
					node={node}
					field="activity"
					activity={node.activity}
					disabled={disabled}
					onChange={(activity) => set({ activity })}
				/>
				<p className={classes.note}>The way goes on when all of it is confirmed.</p>
			</Section>
		</>
	);
}

export function LinkForm({ node, disabled }: FormProps<'link'>) {
	const designer = useDesigner();
	const set = useChange(node, 'link');
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
					onChange={(end) => set({ end: end === 'to' ? 'to' : 'from' })}
				/>
				<TextField
					place={{ node: node.id, field: 'link' }}
					label="Name of the link"
					value={node.link}
					maxLength={120}
					placeholder="the same at both ends"
					disabled={disabled}
					onChange={(link) => set({ link }, 'link')}
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
