'use client';

import { useMemo } from 'react';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { useDefinition } from '../designer-store';
import { ExpressionInput } from './expression-input';
import { useFieldProblem } from './field-problems';
import { namesAt } from './known-names';

interface ExpressionFieldProps {
	readonly node: NodeId;
	/** Where the expression stands in the node: `on.key`, `forEach.collection`. */
	readonly field: string;
	readonly label: string;
	/** Where the heading above it says the same, the label is only read out. */
	readonly isLabelled?: boolean;
	/** Names that are known only here. */
	readonly locals?: readonly string[];
	readonly value: string;
	readonly placeholder: string;
	readonly disabled: boolean;
	readonly onChange: (value: string) => void;
	readonly onBlur?: () => void;
}

/** An expression of a node: it reads what is known there, and shows the problem that is found there. */
export function ExpressionField({ node, field, isLabelled = true, locals = [], ...props }: ExpressionFieldProps) {
	const definition = useDefinition();
	const error = useFieldProblem({ node, field });
	const known = useMemo(() => namesAt(definition, node), [definition, node]);
	return <ExpressionInput {...props} visibleLabel={isLabelled} variables={[...locals, ...known]} error={error} />;
}
