'use client';

import { IconFileImport, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import Link from 'next/link';
import { useFlows } from '../live/flow-queries';
import { useNewestSagas } from '../live/saga-queries';
import { PageHeader } from './page-header';
import { RelativeTime } from './relative-time';
import { SagaStatusChip } from './saga-status-chip';
import classes from './welcome.module.css';

const demoFlow = 'book-trip';

function WhatIsRunning() {
	const { data, isError } = useNewestSagas(5);
	if (isError || data === undefined) return null;
	return (
		<section className={classes.strip} aria-label="What is running">
			<h3>What is running</h3>
			{data.sagas.length === 0 ? (
				<p className={classes.mute}>No saga has been started yet.</p>
			) : (
				<ul className={classes.sagas}>
					{data.sagas.map((saga) => (
						<li key={saga.id}>
							<Link href={`/sagas/${saga.id}`} className={classes.saga}>
								<strong>{saga.businessKey ?? saga.id.slice(-8)}</strong>
								<span className={classes.mute}>{saga.flowName}</span>
								<span>
									<SagaStatusChip status={saga.status} />
								</span>
								<span className={classes.mute}>
									<RelativeTime at={saga.startedAt} />
								</span>
							</Link>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}

/** The first thing a newcomer sees: its ways on, no form before value. */
export function Welcome() {
	const { data } = useFlows();
	const hasDemo = data?.flows.some((flow) => flow.id === demoFlow) ?? true;
	return (
		<>
			<PageHeader title="Unwind" />
			<div className={classes.page}>
				<div className={classes.inner}>
					<h2>Sagas that know the way back</h2>
					<p className={classes.lead}>
						Draw a business transaction across your services, run it, and when a step fails, watch everything before it
						being undone, in the right order.
					</p>
					<div className={classes.ways}>
						{hasDemo && (
							<Link href={`/flows/${demoFlow}?start=1`} className={classes.way} data-primary>
								<strong>
									<IconPlayerPlay size={18} aria-hidden />
									Watch a demo
								</strong>
								<span>
									Book trip reserves a flight, a hotel and a car at once, then charges a card. Start it, let the charge
									fail, and see it unwind.
								</span>
							</Link>
						)}
						<Link href="/flows?new=1" className={classes.way} data-primary={!hasDemo}>
							<strong>
								<IconPencil size={18} aria-hidden />
								Draw your own
							</strong>
							<span>
								Steps, parallel ways and decisions on a canvas; each step says what undoes it. Deploy it when nothing is
								wrong any more.
							</span>
						</Link>
						<Link href="/flows?import=1" className={classes.way}>
							<strong>
								<IconFileImport size={18} aria-hidden />
								Import BPMN
							</strong>
							<span>
								A model from Camunda or any other modeler becomes a flow, drawn as it was. A report says what runs, what
								runs otherwise and what is only kept.
							</span>
						</Link>
					</div>
					<WhatIsRunning />
				</div>
			</div>
		</>
	);
}
