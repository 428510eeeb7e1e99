'use client';

import { IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react';
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { nodeById } from '@/saga/flow/queries/graph';
import { kindWords } from '../../diagram/node-words';
import { ActionIconButton } from '../../ui/action-button';
import classes from '../designer.module.css';
import { useDefinition, useDesigner, useDesignerState } from '../designer-store';
import { ApprovalForm, AssignForm, CallForm, SubflowForm } from './activity-forms';
import { EdgeForm } from './edge-form';
import { EndForm } from './end-form';
import { BoundaryForm, CatchForm, LinkForm, PublishForm, UndoForm } from './event-forms';
import { FlowForm } from './flow-form';
import { GatewayForm } from './gateway-form';
import { StartForm } from './start-form';
import { StepForm } from './step-form';

function NodeForm({ node, disabled }: { node: FlowNode; disabled: boolean }) {
	switch (node.kind) {
		case 'step':
			return <StepForm step={node} disabled={disabled} />;
		case 'start':
			return <StartForm start={node} disabled={disabled} />;
		case 'end':
			return <EndForm node={node} disabled={disabled} />;
		case 'parallel':
		case 'exclusive':
		case 'inclusive':
		case 'event-race':
			return <GatewayForm node={node} disabled={disabled} />;
		case 'catch':
			return <CatchForm node={node} disabled={disabled} />;
		case 'boundary':
			return <BoundaryForm node={node} disabled={disabled} />;
		case 'publish':
			return <PublishForm node={node} disabled={disabled} />;
		case 'undo':
			return <UndoForm node={node} disabled={disabled} />;
		case 'link':
			return <LinkForm node={node} disabled={disabled} />;
		case 'assign':
			return <AssignForm node={node} disabled={disabled} />;
		case 'approval':
			return <ApprovalForm node={node} disabled={disabled} />;
		case 'subflow':
			return <SubflowForm node={node} disabled={disabled} />;
		case 'call':
			return <CallForm node={node} disabled={disabled} />;
	}
}

function Selected({
	definition,
	selected,
	disabled,
}: {
	definition: FlowDefinition;
	selected: readonly string[];
	disabled: boolean;
}) {
	const [only] = selected;
	if (only === undefined) return <FlowForm disabled={disabled} />;
	if (selected.length > 1)
		return (
			<p className={classes.note}>
				{selected.length} parts are selected. Move, copy, duplicate or delete them together, or select one to change it.
			</p>
		);
	const node = nodeById(definition, only);
	if (node !== null) return <NodeForm key={node.id} node={node} disabled={disabled} />;
	const edge = definition.edges.find((other) => other.id === only);
	return edge === undefined ? (
		<FlowForm disabled={disabled} />
	) : (
		<EdgeForm key={edge.id} edge={edge} disabled={disabled} />
	);
}

function titleOf(definition: FlowDefinition, selected: readonly string[]): string {
	const [only] = selected;
	if (only === undefined) return 'Flow';
	if (selected.length > 1) return 'Selection';
	const node = nodeById(definition, only);
	return node === null ? 'Connection' : kindWords[node.kind];
}

export function Inspector() {
	const designer = useDesigner();
	const definition = useDefinition();
	const isOpen = useDesignerState((state) => state.inspectorOpen);
	const lock = useDesignerState((state) => state.lock);
	const chosen = useDesignerState((state) => state.selected);
	const selected = [...chosen];
	const toggle = () => designer.actions.set({ inspectorOpen: !isOpen });
	if (!isOpen)
		return (
			<aside className={classes.rightClosed} aria-label="Inspector, hidden">
				<ActionIconButton label="Show the inspector (I)" onClick={toggle}>
					<IconLayoutSidebarRightExpand size={18} />
				</ActionIconButton>
			</aside>
		);
	return (
		<aside className={classes.right} aria-label="Inspector">
			<div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', marginBottom: 8 }}>
				<h2 style={{ margin: 0, fontSize: 15 }}>{titleOf(definition, selected)}</h2>
				<ActionIconButton label="Hide the inspector (I)" onClick={toggle}>
					<IconLayoutSidebarRightCollapse size={18} />
				</ActionIconButton>
			</div>
			{lock !== null && <p className={classes.note}>{lock}</p>}
			<Selected definition={definition} selected={selected} disabled={lock !== null} />
		</aside>
	);
}
