'use client';

import { SegmentedControl } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { FlowEdge, FlowNode } from '@/saga/flow/definition';
import { reorderEdge } from '@/saga/flow/edits/edges';
import { setGateway } from '@/saga/flow/edits/nodes';
import { incomingEdges, nodeById, nodeTitle, outgoingEdges } from '@/saga/flow/queries/graph';
import { ActionIconButton } from '../../ui/action-button';
import { useDefinition, useDesigner } from '../designer-store';
import { ConditionFields } from './edge-form';
import classes from './forms.module.css';
import { NameField } from './name-field';
import { Section } from './section';

function Way({ edge, at, count, disabled }: { edge: FlowEdge; at: number; count: number; disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const target = nodeById(definition, edge.target);
	const move = (place: number) =>
		designer.actions.edit((flow) => reorderEdge(flow, edge.id, place), { say: `Now number ${place + 1}` });
	return (
		<div className={classes.wayRow}>
			<span className={classes.wayNumber}>{edge.isDefault ? '/' : at + 1}</span>
			<div>
				<div style={{ marginBottom: 4, fontWeight: 500 }}>to {target === null ? edge.target : nodeTitle(target)}</div>
				<ConditionFields edge={edge} disabled={disabled} />
			</div>
			<div className={classes.wayOrder}>
				<ActionIconButton
					label="Try earlier"
					size={24}
					refusal={disabled ? 'Nothing can be changed here.' : at === 0 ? 'It is tried first already.' : null}
					onClick={() => move(at - 1)}
				>
					<IconArrowUp size={14} />
				</ActionIconButton>
				<ActionIconButton
					label="Try later"
					size={24}
					refusal={disabled ? 'Nothing can be changed here.' : at === count - 1 ? 'It is tried last already.' : null}
					onClick={() => move(at + 1)}
				>
					<IconArrowDown size={14} />
				</ActionIconButton>
			</div>
		</div>
	);
}

function Ways({ node, disabled }: { node: FlowNode; disabled: boolean }) {
	const definition = useDefinition();
	const outward = outgoingEdges(definition, node.id);
	if (outward.length < 2)
		return (
			<p className={classes.note}>
				{outward.length === 0
					? 'It leads nowhere yet.'
					: 'Only one way leads on, so there is nothing to decide: here ways come together.'}
			</p>
		);
	return outward.map((edge, at) => (
		<Way key={edge.id} edge={edge} at={at} count={outward.length} disabled={disabled} />
	));
}

export function GatewayForm({
	node,
	disabled,
}: {
	node: Extract<FlowNode, { kind: 'parallel' | 'exclusive' }>;
	disabled: boolean;
}) {
	const designer = useDesigner();
	const definition = useDefinition();
	const inward = incomingEdges(definition, node.id).length;
	const outward = outgoingEdges(definition, node.id).length;
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="Kind">
				<SegmentedControl
					fullWidth
					aria-label="Kind of gateway"
					disabled={disabled}
					value={node.kind}
					data={[
						{ value: 'parallel', label: '+ Parallel' },
						{ value: 'exclusive', label: '× Decision' },
					]}
					onChange={(kind) =>
						designer.actions.edit((flow) =>
							setGateway(flow, node.id, { kind: kind === 'parallel' ? 'parallel' : 'exclusive' }),
						)
					}
				/>
				<p className={classes.note}>
					{node.kind === 'parallel'
						? `${inward > 1 ? `Waits until all ${inward} ways in have come. ` : ''}${outward > 1 ? `Then all ${outward} ways out go on at once.` : ''}` ||
							'Splits into ways that go on at once, or waits until all ways have come.'
						: 'The first way whose condition holds is taken; the default if none does.'}
				</p>
			</Section>
			{node.kind === 'exclusive' && (
				<Section title="Ways out, in the order they are tried">
					<Ways node={node} disabled={disabled} />
				</Section>
			)}
		</>
	);
}
