'use client';

import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { FlowNode } from '@/saga/flow/definition';
import { flowGraph, nodeTitle } from '@/saga/flow/queries/graph';
import { isActivity } from '@/saga/flow/queries/scopes';
import { isInReach } from '@/saga/flow/queries/undo-reach';
import { useDefinition } from '../designer-store';
import { useFieldProblem } from './field-problems';

interface UndoTargetProps {
	/** The undo event, or the end that undoes. */
	readonly node: FlowNode;
	readonly field: string;
	/** Null: everything that its scope has done. */
	readonly activity: string | null;
	readonly disabled: boolean;
	readonly onChange: (activity: string | null) => void;
}

const everything = '';

export function UndoTarget({ node, field, activity, disabled, onChange }: UndoTargetProps) {
	const definition = useDefinition();
	const error = useFieldProblem({ node: node.id, field });
	const offered = useMemo(() => {
		const { nodes } = flowGraph(definition);
		return definition.nodes.filter(
			(other) => isActivity(other) && (other.id === activity || isInReach(nodes, node, other)),
		);
	}, [definition, node, activity]);
	const isGone = activity !== null && !offered.some((other) => other.id === activity);
	return (
		<Select
			label="Undoes"
			value={activity ?? everything}
			error={error}
			disabled={disabled}
			data={[
				{ value: everything, label: 'Everything that is done here' },
				...offered.map((other) => ({ value: other.id, label: nodeTitle(other) })),
				...(isGone ? [{ value: activity, label: `${activity} (no longer in the flow)` }] : []),
			]}
			onChange={(value) => value !== null && onChange(value === everything ? null : value)}
		/>
	);
}
