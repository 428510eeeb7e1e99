'use client';

import { Button } from '@mantine/core';
import {
	IconAlertTriangleFilled,
	IconChevronDown,
	IconChevronUp,
	IconCircleCheck,
	IconCircleXFilled,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { Problem } from '@/saga/flow/problem';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { fixesFor } from '@/saga/lint/fixes';
import { ActionIconButton } from '../ui/action-button';
import { Chip } from '../ui/chip';
import classes from './designer.module.css';
import { useDefinition, useDesigner, useDesignerState } from './designer-store';
import { showPart } from './show-part';

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

function placeOf(definition: FlowDefinition, problem: Problem): string {
	const name = (id: string) => {
		const node = definition.nodes.find((other) => other.id === id);
		return node === undefined ? id : nodeTitle(node);
	};
	if (problem.node !== null) return name(problem.node);
	const edge = definition.edges.find((other) => other.id === problem.edge);
	return edge === undefined ? 'The flow' : `${name(edge.source)} → ${name(edge.target)}`;
}

export function ProblemRow({ problem }: { problem: Problem }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const lock = useDesignerState((state) => state.lock);
	const fixes = useMemo(() => (lock === null ? fixesFor(definition, problem) : []), [definition, problem, lock]);
	const isError = problem.severity === 'error';
	return (
		<li className={classes.problem}>
			<button
				type="button"
				className={classes.problemText}
				onClick={() => showPart(designer, problem.node ?? problem.edge)}
			>
				{isError ? (
					<IconCircleXFilled size={15} color="var(--u-bad)" aria-label="Error" />
				) : (
					<IconAlertTriangleFilled size={15} color="var(--u-undo)" aria-label="Warning" />
				)}
				<span>
					<strong>{placeOf(definition, problem)}</strong> {problem.message}
				</span>
			</button>
			{fixes.map((fix) => (
				<Button
					key={fix.label}
					variant="default"
					size="compact-xs"
					onClick={() => designer.actions.edit(fix.apply, { say: `${fix.label}: done` })}
				>
					{fix.label}
				</Button>
			))}
		</li>
	);
}

export const problemKey = (problem: Problem) =>
	[problem.code, problem.node, problem.edge, problem.field, problem.message].join('|');

export function ProblemsDrawer() {
	const designer = useDesigner();
	const problems = useDesignerState((state) => state.problems);
	const isOpen = useDesignerState((state) => state.problemsOpen);
	const isChecked = useDesignerState((state) => state.isChecked);
	const failure = useDesignerState((state) => state.checkFailure);
	const errors = problems.filter((problem) => problem.severity === 'error').length;
	const warnings = problems.length - errors;
	return (
		<section className={classes.drawer} aria-label="Problems">
			<div className={classes.drawerTop}>
				<h2>Problems</h2>
				<Chip tone={errors > 0 ? 'bad' : 'neutral'}>{counted(errors, 'error')}</Chip>
				<Chip tone={warnings > 0 ? 'undo' : 'neutral'}>{counted(warnings, 'warning')}</Chip>
				{!isChecked && failure === null && <Chip>Checking…</Chip>}
				{failure !== null && (
					<span role="alert">
						<Chip tone="bad">The flow cannot be checked here: {failure} It is checked when it is deployed.</Chip>
					</span>
				)}
				{isChecked && problems.length === 0 && (
					<Chip tone="done">
						<IconCircleCheck size={13} aria-hidden /> This flow can be deployed
					</Chip>
				)}
				<span style={{ flex: 1 }} />
				{problems.length > 0 && (
					<ActionIconButton
						label={isOpen ? 'Hide the problems' : 'Show the problems'}
						size={24}
						onClick={() => designer.actions.set({ problemsOpen: !isOpen })}
					>
						{isOpen ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
					</ActionIconButton>
				)}
			</div>
			{isOpen && problems.length > 0 && (
				<ul className={classes.problems}>
					{problems.map((problem) => (
						<ProblemRow key={problemKey(problem)} problem={problem} />
					))}
				</ul>
			)}
		</section>
	);
}
