'use client';

import { SegmentedControl, Select } from '@mantine/core';
import { useMemo } from 'react';
import { compileExpression } from '@/saga/expression/compile-expression';
import type { StartNode, sagasPerKey } from '@/saga/flow/nodes/start';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { isUndoScope, scopeOf, topScope } from '@/saga/flow/queries/scopes';
import { useDefinition } from '../designer-store';
import { ExpressionField } from './expression-field';
import { FieldList } from './field-list';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { InterruptsSwitch } from './interrupts-switch';
import { NameField } from './name-field';
import { Section } from './section';
import { TextField } from './text-field';
import { TimerFields } from './timer-fields';
import { TriggerFields } from './trigger-fields';
import { useChange } from './use-change';

type Trigger = NonNullable<StartNode['trigger']>;
type Reaction = NonNullable<StartNode['reaction']>;

interface StartFormProps {
	readonly start: StartNode;
	readonly disabled: boolean;
}

const triggers: Readonly<Record<string, Trigger>> = {
	message: { type: 'message', message: '', key: '', output: [], perKey: 'while-active' },
	timer: { type: 'timer', timer: 'cycle', value: '' },
};

const perKeyChoices: { readonly value: (typeof sagasPerKey)[number]; readonly label: string }[] = [
	{ value: 'while-active', label: 'One at a time' },
	{ value: 'ever', label: 'One, ever' },
	{ value: 'per-event', label: 'One for each message' },
];

function KeyPreview({ expression }: { expression: string }) {
	const definition = useDefinition();
	const words = useMemo(() => {
		const compiled = compileExpression(expression);
		const result = compiled.ok ? compiled.expression.evaluate(sampleInput(definition), Date.now()) : null;
		return result?.ok && result.value !== null ? `With the sample it is known as ${String(result.value)}.` : null;
	}, [expression, definition]);
	return (
		<p className={classes.note}>
			{words ?? 'What people know a saga by: an order number, a trip. Empty: only its id.'}
		</p>
	);
}

function StartedBy({ start, disabled }: StartFormProps) {
	const change = useChange(start, 'start');
	const { trigger } = start;
	const set = (next: Trigger | null, key?: string) =>
		change(({ trigger: _was, ...plain }) => (next === null ? plain : { ...plain, trigger: next }), key);
	return (
		<Section title="What starts it">
			<SegmentedControl
				fullWidth
				mb={8}
				aria-label="What starts it"
				disabled={disabled}
				value={trigger?.type ?? 'none'}
				data={[
					{ value: 'none', label: 'People, programs' },
					{ value: 'message', label: 'Message' },
					{ value: 'timer', label: 'Time' },
				]}
				onChange={(type) => set(triggers[type] ?? null)}
			/>
			{trigger === undefined && (
				<p className={classes.note}>By the Start button, another flow, or a request of a program.</p>
			)}
			{trigger?.type === 'timer' && (
				<TimerFields node={start.id} field="trigger" on={trigger} disabled={disabled} onChange={set} />
			)}
			{trigger?.type === 'message' && (
				<div className={classes.stack}>
					<TextField
						place={{ node: start.id, field: 'trigger.message' }}
						label="Name of the message"
						value={trigger.message}
						maxLength={200}
						placeholder="e.g. order-placed"
						disabled={disabled}
						onChange={(message) => set({ ...trigger, message }, 'message')}
					/>
					<Select
						label="Sagas per key"
						value={trigger.perKey}
						data={perKeyChoices}
						disabled={disabled}
						onChange={(perKey) => perKey !== null && set({ ...trigger, perKey })}
					/>
					<p className={classes.note}>The message’s payload becomes the saga’s, its key the business key.</p>
				</div>
			)}
		</Section>
	);
}

const interruptsWords = {
	error: 'An error always interrupts: only this subflow goes on.',
	interrupts: 'All else in the scope around it is given up; only this subflow goes on.',
	beside: 'All else goes on; this subflow runs beside it, each time.',
};

/** The start inside an event-started subflow. */
function ReactionForm({ start, disabled }: StartFormProps) {
	const change = useChange(start, 'start');
	const reaction: Reaction = start.reaction ?? {
		interrupting: true,
		on: { type: 'error', code: null, output: [] },
	};
	return (
		<>
			<NameField node={start} disabled={disabled} />
			<Section title="What it reacts to">
				<TriggerFields
					node={start.id}
					field="reaction.on"
					on={reaction.on}
					types={['error', 'timer', 'message', 'signal', 'escalation']}
					disabled={disabled}
					onChange={(on, key) =>
						change({ reaction: { on, interrupting: reaction.interrupting || on.type === 'error' } }, key)
					}
				/>
			</Section>
			<Section title="What becomes of the rest">
				<InterruptsSwitch
					label="Interrupts what is around it"
					on={reaction.on}
					interrupting={reaction.interrupting}
					words={interruptsWords}
					disabled={disabled}
					onChange={(interrupting) => change({ reaction: { ...reaction, interrupting } })}
				/>
			</Section>
		</>
	);
}

function FlowStartForm({ start, disabled }: StartFormProps) {
	const change = useChange(start, 'start');
	const fieldError = useFieldProblem({ node: start.id, field: 'fields*' });
	return (
		<>
			<NameField node={start} disabled={disabled} />
			<StartedBy start={start} disabled={disabled} />
			<Section title="What a saga is started with">
				<FieldList
					fields={start.fields}
					error={fieldError}
					disabled={disabled}
					onChange={(fields, key) => change({ fields }, key)}
				/>
			</Section>
			{start.trigger?.type !== 'message' && (
				<Section title="Business key">
					<ExpressionField
						node={start.id}
						field="businessKey"
						label="Business key"
						isLabelled={false}
						value={start.businessKey}
						placeholder="trip.id"
						disabled={disabled}
						onChange={(businessKey) => change({ businessKey }, 'key')}
					/>
					<KeyPreview expression={start.businessKey} />
				</Section>
			)}
		</>
	);
}

/** A start at the top says what starts a saga, one in an event-started subflow to what it reacts. */
export function StartForm({ start, disabled }: StartFormProps) {
	const definition = useDefinition();
	const scope = scopeOf(start);
	const host = definition.nodes.find((node) => node.id === scope);
	if (scope === topScope) return <FlowStartForm start={start} disabled={disabled} />;
	if (host?.kind === 'subflow' && host.eventStarted) return <ReactionForm start={start} disabled={disabled} />;
	return (
		<>
			<NameField node={start} disabled={disabled} />
			<p className={classes.note}>
				{isUndoScope(scope)
					? 'The compensation begins here when its activity is undone. It reads what the activity was given as input, and what it gave back as output.'
					: 'The subflow begins here when its turn comes.'}
			</p>
		</>
	);
}
