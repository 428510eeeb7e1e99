'use client';

import { Button, NumberInput, SegmentedControl, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { setForEach } from '@/saga/flow/edits/nodes';
import type { ForEach } from '@/saga/flow/nodes/for-each';
import type { ActivityNode } from '@/saga/flow/queries/scopes';
import { useDesigner } from '../designer-store';
import { CheckedInput } from './checked-input';
import { ExpressionField } from './expression-field';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { Section } from './section';

const variable = /^([A-Za-z_][A-Za-z0-9_]{0,63})?$/;
const whatVariable = 'Letters, digits and underscores, beginning with a letter.';
const fresh: ForEach = { collection: '', element: 'item', mode: 'parallel', limit: null, completion: '', result: null };

interface PartProps {
	readonly node: ActivityNode;
	readonly forEach: ForEach;
	readonly disabled: boolean;
	readonly set: (patch: Partial<ForEach>, key?: string) => void;
}

function VariableInput(props: {
	readonly label: string;
	readonly value: string;
	readonly placeholder: string;
	readonly error?: string | null;
	readonly disabled: boolean;
	readonly onChange: (value: string) => void;
}) {
	return (
		<CheckedInput
			label={props.label}
			className={classes.mono ?? ''}
			value={props.value}
			placeholder={props.placeholder}
			error={props.error ?? null}
			disabled={props.disabled}
			read={(text) =>
				variable.test(text) ? { ok: true, set: () => props.onChange(text) } : { ok: false, problem: whatVariable }
			}
		/>
	);
}

function Pace({ forEach, disabled, set }: PartProps) {
	return (
		<>
			<SegmentedControl
				fullWidth
				aria-label="How many at once"
				disabled={disabled}
				value={forEach.mode}
				data={[
					{ value: 'parallel', label: 'At once' },
					{ value: 'sequential', label: 'One after the other' },
				]}
				onChange={(mode) => set({ mode: mode === 'sequential' ? 'sequential' : 'parallel' })}
			/>
			{forEach.mode === 'parallel' && (
				<NumberInput
					label="At most at once"
					value={forEach.limit ?? ''}
					placeholder="all"
					min={1}
					max={10_000}
					allowDecimal={false}
					clampBehavior="strict"
					disabled={disabled}
					onChange={(value) => set({ limit: typeof value === 'number' && value >= 1 ? value : null }, 'limit')}
				/>
			)}
		</>
	);
}

function Results({ node, forEach, disabled, set }: PartProps) {
	const variableError = useFieldProblem({ node: node.id, field: 'forEach.result.variable' });
	const { result } = forEach;
	return (
		<>
			<Switch
				label="Collect the results"
				checked={result !== null}
				disabled={disabled}
				onChange={(event) => set({ result: event.currentTarget.checked ? { variable: '', expression: '' } : null })}
			/>
			{result !== null && (
				<div className={classes.pair}>
					<VariableInput
						label="in the variable"
						value={result.variable}
						placeholder="results"
						error={variableError}
						disabled={disabled}
						onChange={(name) => set({ result: { ...result, variable: name } }, 'result')}
					/>
					<ExpressionField
						node={node.id}
						field="forEach.result.expression"
						label="each being"
						value={result.expression}
						locals={forEach.element === '' ? [] : [forEach.element]}
						placeholder="reply.id"
						disabled={disabled}
						onChange={(expression) => set({ result: { ...result, expression } }, 'result')}
					/>
				</div>
			)}
		</>
	);
}

function Fields(props: PartProps) {
	const { node, forEach, disabled, set } = props;
	return (
		<div className={classes.stack}>
			<div className={classes.pair}>
				<ExpressionField
					node={node.id}
					field="forEach.collection"
					label="For each of"
					value={forEach.collection}
					placeholder="order.items"
					disabled={disabled}
					onChange={(collection) => set({ collection }, 'collection')}
				/>
				<VariableInput
					label="called"
					value={forEach.element}
					placeholder="item"
					disabled={disabled}
					onChange={(element) => set({ element }, 'element')}
				/>
			</div>
			<Pace {...props} />
			<ExpressionField
				node={node.id}
				field="forEach.completion"
				label="Enough when"
				value={forEach.completion}
				placeholder="never: all of them are done"
				disabled={disabled}
				onChange={(completion) => set({ completion }, 'completion')}
			/>
			<Results {...props} />
		</div>
	);
}

/** Whether an activity is done once, or once for each element of a list. */
export function ForEachSection({ node, disabled }: { node: ActivityNode; disabled: boolean }) {
	const designer = useDesigner();
	const { forEach } = node;
	const put = (next: ForEach | null, key?: string) =>
		designer.actions.edit(
			(flow) => setForEach(flow, node.id, next),
			key === undefined ? {} : { key: `each ${key} ${node.id}` },
		);
	if (forEach === undefined)
		return disabled ? null : (
			<Section title="For each">
				<Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={13} />} onClick={() => put(fresh)}>
					Do it for each element of a list
				</Button>
			</Section>
		);
	return (
		<Section title="For each">
			<Fields
				node={node}
				forEach={forEach}
				disabled={disabled}
				set={(patch, key) => put({ ...forEach, ...patch }, key)}
			/>
			{!disabled && (
				<Button variant="subtle" color="gray" size="compact-xs" mt={6} onClick={() => put(null)}>
					Do it only once
				</Button>
			)}
		</Section>
	);
}
