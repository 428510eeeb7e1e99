'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import type { SagaAnswer } from '@/contract/http/saga';
import { Diagram } from '../diagram/diagram';
import { createOverlay } from '../diagram/overlay';
import { readDefinition } from '../live/flow-queries';
import { useHealth } from '../live/installation-queries';
import { LiveBadge } from '../ui/live-badge';
import { PageHeader } from '../ui/page-header';
import { RelativeTime } from '../ui/relative-time';
import classes from './console.module.css';
import { JsonView } from './json-view';
import { SagaChips } from './saga-chips';
import { sagaTitle } from './saga-tones';

const crumbs = [{ label: 'Sagas', href: '/sagas' }];
const nothing: ReadonlySet<string> = new Set();
const ignore = () => undefined;

function StartingWords() {
	const { data } = useHealth();
	const isAlone = data !== undefined && !data.orchestrators.some(({ alive }) => alive);
	return (
		<p>
			<span data-part="strong">Asked for, and stored.</span>{' '}
			{isAlone
				? `No orchestrator is at work, so it waits: ${data.words}`
				: 'An orchestrator begins it within a moment; this page shows it without a reload.'}
		</p>
	);
}

function RefusedWords({ answer: { saga } }: { answer: SagaAnswer }) {
	return (
		<>
			<p>
				<span data-part="bad">The start was refused: </span>
				{saga.refusal?.message ?? 'no reason was given.'}
				{saga.refusal?.path !== undefined && saga.refusal.path !== '' && (
					<>
						{' '}
						(at <code>{saga.refusal.path}</code>)
					</>
				)}{' '}
				Nothing was sent to anybody.
			</p>
			<Button component={Link} href={`/flows/${saga.flowId}?start=1`} size="compact-xs" variant="light" color="red">
				Start another
			</Button>
		</>
	);
}

/** Asked for and not begun yet, or refused before it began. */
export function NotBegun({ answer }: { answer: SagaAnswer }) {
	const { saga } = answer;
	const [definition] = useState(() => readDefinition(answer.definition));
	const [overlay] = useState(() => createOverlay());
	const isRefused = saga.status === 'refused';
	return (
		<>
			<PageHeader crumbs={crumbs} title={sagaTitle(saga)} actions={<LiveBadge />}>
				<SagaChips saga={saga} undone={null} />
				<span className={classes.mute}>
					<Link href={`/flows/${saga.flowId}`}>
						{saga.flowName} v{saga.flowVersion}
					</Link>{' '}
					· <RelativeTime at={saga.startedAt} prefix="asked for " />
				</span>
			</PageHeader>
			<div className={classes.page}>
				<div className={classes.main}>
					<div className={classes.banner} data-tone={isRefused ? 'bad' : 'waiting'} role="status">
						{isRefused ? <RefusedWords answer={answer} /> : <StartingWords />}
					</div>
					<div className={classes.canvas}>
						<Diagram
							label={`${saga.flowName}, not begun`}
							definition={definition}
							overlay={overlay}
							selected={nothing}
							onSelectionChange={ignore}
						/>
					</div>
					<div className={classes.below}>
						<h3 className={classes.label}>To be started with</h3>
						<JsonView value={answer.variables['']} label="Payload of the start as JSON" />
					</div>
				</div>
			</div>
		</>
	);
}
