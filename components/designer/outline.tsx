'use client';

import { Menu } from '@mantine/core';
import {
	IconAlertTriangleFilled,
	IconArrowRight,
	IconDots,
	IconPlayerTrackPrevFilled,
	IconTrash,
} from '@tabler/icons-react';
import { type KeyboardEvent, useMemo } from 'react';
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { mayConnect } from '@/saga/flow/gestures';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { nodeWords, type Surroundings, spokenName } from '../diagram/node-words';
import { scopeTree, scopeWords } from '../diagram/scope-tree';
import { ActionIconButton } from '../ui/action-button';
import { connectNodes, endConnecting, removeSelected } from './designer-edits';
import { useDefinition, useDesigner, useDesignerState } from './designer-store';
import classes from './left-panel.module.css';
import { iconOf, NodeIcon } from './node-icons';
import { type OutlineEntry, outlineOf } from './outline-order';
import { PartMenuItems } from './part-menu';

function RowMenu({ entry, entries }: { entry: OutlineEntry; entries: readonly OutlineEntry[] }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const lock = useDesignerState((state) => state.lock);
	const { node } = entry;
	const targets = entries.filter((other) => mayConnect(definition, node.id, other.node.id).ok);
	return (
		<Menu position="bottom-end" withinPortal>
			<Menu.Target>
				<ActionIconButton label={`Actions for ${nodeTitle(node)}`} size={24} refusal={lock}>
					<IconDots size={15} />
				</ActionIconButton>
			</Menu.Target>
			<Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
				<PartMenuItems node={node} />
				{targets.length > 0 && <Menu.Label>Connect to</Menu.Label>}
				{targets.map((other) => (
					<Menu.Item
						key={other.node.id}
						leftSection={<IconArrowRight size={14} />}
						onClick={() => connectNodes(designer, node.id, other.node.id)}
					>
						{nodeTitle(other.node)}
					</Menu.Item>
				))}
				<Menu.Divider />
				<Menu.Item
					leftSection={<IconTrash size={14} />}
					onClick={() => {
						designer.actions.select([node.id]);
						removeSelected(designer);
					}}
				>
					Delete
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}

function surroundings(definition: FlowDefinition, node: FlowNode): Surroundings {
	const tree = scopeTree(definition);
	const host = node.kind === 'boundary' ? tree.nodes.get(node.attachedTo) : undefined;
	return { host: host === undefined ? null : nodeTitle(host), within: scopeWords(tree, node.id) };
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
	if (step === undefined) return;
	const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-row]')];
	const at = rows.findIndex((row) => row.matches(':focus'));
	event.preventDefault();
	event.stopPropagation();
	rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}

/** The flow as a list: everything that can be done on the canvas can be done here by keys. */
export function Outline() {
	const designer = useDesigner();
	const definition = useDefinition();
	const selected = useDesignerState((state) => state.selected);
	const problems = useDesignerState((state) => state.problems);
	const connectingFrom = useDesignerState((state) => state.connectingFrom);
	const entries = useMemo(() => outlineOf(definition), [definition]);
	const flawed = useMemo(() => new Set(problems.map((problem) => problem.node)), [problems]);
	const choose = (id: string) => {
		if (connectingFrom !== null) {
			endConnecting(designer, id);
			return;
		}
		designer.actions.select([id]);
		designer.canvas?.show(id);
	};
	return (
		<ul className={classes.outline} onKeyDown={moveFocus} aria-label="Outline of the flow">
			{entries.map((entry) => (
				<li key={entry.node.id} style={{ paddingLeft: entry.depth * 16 }}>
					{entry.beginsUndo && (
						<div className={classes.outlineUndo}>
							<IconPlayerTrackPrevFilled size={12} aria-hidden /> Undone by
						</div>
					)}
					<div className={classes.outlineRow} data-selected={selected.has(entry.node.id)}>
						<button
							type="button"
							data-row
							className={classes.outlineName}
							aria-label={spokenName(entry.node, undefined, surroundings(definition, entry.node))}
							aria-pressed={selected.has(entry.node.id)}
							onClick={() => choose(entry.node.id)}
							onFocus={() => designer.actions.set({ pointed: entry.node.id })}
							onBlur={() => designer.actions.set({ pointed: null })}
						>
							<NodeIcon name={iconOf(entry.node)} />
							<span className={classes.outlineText}>{entry.node.name || nodeWords(entry.node)}</span>
							{flawed.has(entry.node.id) && (
								<IconAlertTriangleFilled size={13} aria-label="has problems" color="var(--u-undo)" />
							)}
						</button>
						<RowMenu entry={entry} entries={entries} />
					</div>
					<div className={classes.outlineWays}>
						{entry.leadsTo.length > 0 && `→ ${entry.leadsTo.map((node) => node.name || nodeWords(node)).join(', ')}`}
						{!entry.alive && 'nothing leads here'}
					</div>
				</li>
			))}
		</ul>
	);
}
