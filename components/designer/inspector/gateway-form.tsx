'use client';

import { Select } from '@mantine/core';
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

interface WayProps {
	readonly edge: FlowEdge;
	readonly at: number;
	readonly count: number;
	/** The ways are tried one after the other. */
	readonly isOrdered: boolean;
	readonly disabled: boolean;
}

function Way({ edge, at, count, isOrdered, disabled }: WayProps) {
	const designer = useDesigner();
	const definition = useDefinition();
	const target = nodeById(definition, edge.target);
	const move = (place: number) =>
		designer.actions.edit((flow) => reorderEdge(flow, edge.id, place), { say: `Now number ${place + 1}` });
	return (
		<div className={classes.wayRow}>
			<span className={classes.wayNumber}>{edge.isDefault ? '/' : isOrdered ? at + 1 : '·'}</span>
			<div>
				<div style={{ marginBottom: 4, fontWeight: 500 }}>to {target === null ? edge.target : nodeTitle(target)}</div>
				<ConditionFields edge={edge} disabled={disabled} />
			</div>
			{isOrdered && (
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
			)}
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
		<Way
			key={edge.id}
			edge={edge}
			at={at}
			count={outward.length}
			isOrdered={node.kind === 'exclusive'}
			disabled={disabled}
		/>
	));
}

type GatewayNode = Extract<FlowNode, { kind: 'parallel' | 'exclusive' | 'inclusive' | 'event-race' }>;

const kinds: Readonly<Record<GatewayNode['kind'], string>> = {
	parallel: 'Parallel: all ways',
	exclusive: 'Decision: one way',
	inclusive: 'Inclusive: each way whose condition holds',
	'event-race': 'Event race: the first event',
};

function explanation(kind: GatewayNode['kind'], inward: number, outward: number): string {
	const waits = kind === 'parallel' && inward > 1 ? `Waits until all ${inward} ways in have come. ` : '';
	switch (kind) {
		case 'parallel':
			return (
				`${waits}${outward > 1 ? `${waits === '' ? 'A' : 'Then a'}ll ${outward} ways out go on at once.` : ''}` ||
				'Splits into ways that go on at once, or waits until all ways have come.'
			);
		case 'exclusive':
			return 'The first way whose condition holds is taken; the default if none does.';
		case 'inclusive':
			return inward > 1 && outward < 2
				? 'Waits for all ways that can still come, then goes on.'
				: 'All ways whose condition holds go on at once; the default if none does.';
		case 'event-race':
			return 'Each way begins with a wait. The first whose event comes is taken; the others are given up.';
	}
}

export function GatewayForm({ node, disabled }: { node: GatewayNode; disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const inward = incomingEdges(definition, node.id).length;
	const outward = outgoingEdges(definition, node.id).length;
	return (
		<>
			<NameField node={node} disabled={disabled} />
			<Section title="Kind">
				<Select
					aria-label="Kind of gateway"
					disabled={disabled}
					value={node.kind}
					data={Object.entries(kinds).map(([value, label]) => ({ value: value as GatewayNode['kind'], label }))}
					onChange={(kind) => kind !== null && designer.actions.edit((flow) => setGateway(flow, node.id, { kind }))}
				/>
				<p className={classes.note}>{explanation(node.kind, inward, outward)}</p>
			</Section>
			{node.kind === 'exclusive' && (
				<Section title="Ways out, in the order they are tried">
					<Ways node={node} disabled={disabled} />
				</Section>
			)}
			{node.kind === 'inclusive' && (
				<Section title="Ways out">
					<Ways node={node} disabled={disabled} />
				</Section>
			)}
		</>
	);
}
