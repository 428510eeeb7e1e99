'use client';

import { Checkbox, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { compileExpression } from '@/saga/expression/compile-expression';
import type { FlowEdge } from '@/saga/flow/definition';
import { setEdge } from '@/saga/flow/edits/edges';
import { mayHaveCondition } from '@/saga/flow/gestures';
import { nodeById, nodeTitle } from '@/saga/flow/queries/graph';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { useDefinition, useDesigner } from '../designer-store';
import { ExpressionInput } from './expression-input';
import { useFieldProblem } from './field-problems';
import classes from './forms.module.css';
import { namesAt } from './known-names';

function ConditionResult({ condition }: { condition: string }) {
	const definition = useDefinition();
	const words = useMemo(() => {
		const sample = sampleInput(definition);
		const compiled = compileExpression(condition);
		if (!compiled.ok) return null;
		if (compiled.expression.reads.some((path) => !Object.hasOwn(sample, path.split('.')[0] ?? path))) return null;
		const result = compiled.expression.evaluate(sample, Date.now());
		return result.ok ? `With the sample: ${JSON.stringify(result.value)}` : result.message;
	}, [condition, definition]);
	return words === null ? null : <p className={classes.note}>{words}</p>;
}

/** The condition of one way out of a node, and whether it is the default. */
interface ConditionFieldsProps {
	readonly edge: FlowEdge;
	readonly isLabelled?: boolean;
	readonly disabled: boolean;
}

export function ConditionFields({ edge, isLabelled = false, disabled }: ConditionFieldsProps) {
	const designer = useDesigner();
	const definition = useDefinition();
	const error = useFieldProblem({ edge: edge.id, field: 'condition' });
	const names = useMemo(() => namesAt(definition, edge.source), [definition, edge.source]);
	return (
		<>
			{!edge.isDefault && (
				<>
					<ExpressionInput
						label="Condition"
						visibleLabel={isLabelled}
						value={edge.condition ?? ''}
						variables={names}
						error={error}
						placeholder="order.total > 100"
						disabled={disabled}
						onChange={(text) =>
							designer.actions.edit((flow) => setEdge(flow, edge.id, { condition: text === '' ? null : text }), {
								key: `condition ${edge.id}`,
							})
						}
					/>
					{edge.condition !== null && <ConditionResult condition={edge.condition} />}
				</>
			)}
			<Checkbox
				mt={6}
				label="Otherwise: taken when no condition holds"
				checked={edge.isDefault}
				disabled={disabled}
				onChange={(event) => {
					const isDefault = event.currentTarget.checked;
					designer.actions.edit((flow) => setEdge(flow, edge.id, { isDefault }));
				}}
			/>
		</>
	);
}

export function EdgeForm({ edge, disabled }: { edge: FlowEdge; disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const verdict = mayHaveCondition(definition, edge.id);
	const [source, target] = [nodeById(definition, edge.source), nodeById(definition, edge.target)];
	return (
		<>
			<p className={classes.note} style={{ margin: '-4px 0 12px' }}>
				From {source === null ? edge.source : nodeTitle(source)} to {target === null ? edge.target : nodeTitle(target)}
			</p>
			<TextInput
				label="Label"
				value={edge.name}
				disabled={disabled}
				maxLength={120}
				onChange={(event) => {
					const name = event.currentTarget.value;
					designer.actions.edit((flow) => setEdge(flow, edge.id, { name }), { key: `label ${edge.id}` });
				}}
			/>
			<div style={{ height: 12 }} />
			{verdict.ok ? (
				<>
					<ConditionFields edge={edge} isLabelled disabled={disabled} />
					{source?.kind !== 'exclusive' && edge.condition === null && !edge.isDefault && (
						<p className={classes.note}>Without a condition this way is always taken.</p>
					)}
				</>
			) : (
				<p className={classes.note}>{verdict.because}</p>
			)}
		</>
	);
}
