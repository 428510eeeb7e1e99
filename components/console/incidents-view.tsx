'use client';

import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { SagaAnswer, SagaIncident } from '@/contract/http/saga';
import type { IncidentStory } from '@/saga/engine/views/saga-story';
import { ActionButton } from '../ui/action-button';
import { Chip } from '../ui/chip';
import { RelativeTime } from '../ui/relative-time';
import classes from './console.module.css';
import outcomeClasses from './outcome.module.css';
import type { Act } from './saga-acts';
import type { SagaModel } from './saga-model';
import { retryOf } from './saga-retry';

const kindWords: Readonly<Record<string, string>> = {
	deadlock: 'ways that never meet',
	'no-path': 'no way to go on',
	expression: 'an expression failed',
	'step-stuck': 'step stuck',
	'undo-stuck': 'undo stuck',
	contradiction: 'contradicting answers',
	'cannot-send': 'message cannot be sent',
	'bus-behind': 'bus behind',
	'store-fault': 'could not be stored',
	'engine-fault': 'could not be judged',
};

interface IncidentsViewProps {
	readonly model: SagaModel;
	readonly answer: SagaAnswer;
	readonly refusal: string | null;
	readonly onAct: (act: Act) => void;
	readonly onStep: (step: string) => void;
}

/** Those of the history are live; those that the history does not know (a fault of store or engine) come with the answer. */
export function openIncidents(model: SagaModel, incidents: readonly SagaIncident[]): readonly IncidentStory[] {
	const told = [...model.story.incidents.values()];
	const numbers = new Set(told.map(({ incident }) => incident));
	const untold = incidents.filter(({ number, kind }) => (number === null || !numbers.has(number)) && isFault(kind));
	return [
		...told,
		...untold.map(({ kind, run, node, message, openedAt }, index) => ({
			incident: -1 - index,
			kind: kind === 'store-fault' ? ('store-fault' as const) : ('engine-fault' as const),
			run,
			node,
			message,
			at: openedAt,
		})),
	];
}

const isFault = (kind: string) => kind === 'store-fault' || kind === 'engine-fault';

export function IncidentsView({ model, answer, refusal, onAct, onStep }: IncidentsViewProps) {
	const incidents = openIncidents(model, answer.incidents);
	if (incidents.length === 0) return <p className={classes.note}>No incident is open: nothing here needs a person.</p>;
	return (
		<ul className={outcomeClasses.incidents} aria-label="Open incidents">
			{incidents.map((incident) => {
				const retry = retryOf(model, incident);
				return (
					<li key={incident.incident} className={outcomeClasses.incident}>
						<IconAlertTriangleFilled size={18} color="var(--u-bad)" aria-hidden />
						<div className={outcomeClasses.incidentText}>
							<div className={outcomeClasses.incidentHead}>
								<Chip tone="bad">{kindWords[incident.kind] ?? incident.kind}</Chip>
								{incident.node !== null && (
									<button type="button" className={classes.linkButton} onClick={() => onStep(incident.node ?? '')}>
										{model.names.node(incident.node)}
									</button>
								)}
								<span className={classes.mute}>
									<RelativeTime at={incident.at} prefix="open since " />
								</span>
							</div>
							<p>{incident.message}</p>
						</div>
						<ActionButton
							refusal={
								refusal ??
								(retry === null
									? 'Nothing can be tried again here; a late answer closes it, or the end of the saga.'
									: null)
							}
							onClick={() => retry !== null && onAct(retry)}
						>
							Retry now…
						</ActionButton>
					</li>
				);
			})}
		</ul>
	);
}
