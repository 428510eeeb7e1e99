'use client';

import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { FlowNode } from '@/saga/flow/definition';
import { renameNode } from '@/saga/flow/edits/nodes';
import { useDesigner, useDesignerState } from '../designer-store';
import { useFieldProblem } from './field-problems';

/** Enter and Escape give the focus back to the node on the canvas, where shortcuts work again. */
function backToCanvas(event: KeyboardEvent<HTMLInputElement>, id: string) {
	if (event.key !== 'Enter' && event.key !== 'Escape') return;
	event.preventDefault();
	event.stopPropagation();
	event.currentTarget.blur();
	document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)?.focus();
}

export function NameField({ node, disabled }: { node: FlowNode; disabled: boolean }) {
	const designer = useDesigner();
	const isAsked = useDesignerState((state) => state.nameAsked === node.id);
	const error = useFieldProblem({ node: node.id, field: 'name' });
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => {
		if (!isAsked) return;
		designer.actions.set({ nameAsked: null });
		input.current?.focus();
		input.current?.select();
	}, [isAsked, designer]);
	return (
		<TextInput
			ref={input}
			label="Name"
			value={node.name}
			error={error}
			disabled={disabled}
			maxLength={120}
			onKeyDown={(event) => backToCanvas(event, node.id)}
			onChange={(event) => {
				const name = event.currentTarget.value;
				designer.actions.edit((flow) => renameNode(flow, node.id, name), { key: `name ${node.id}` });
			}}
		/>
	);
}
