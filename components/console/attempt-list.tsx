'use client';

import type { AttemptStory } from '@/saga/engine/views/saga-story';
import { clockTimeMs, fullTime, spanWords } from './clock-words';
import classes from './console.module.css';
import panelClasses from './step-panel.module.css';
import { useNow } from './use-now';

const causes = {
	failed: 'answered',
	unavailable: 'not available',
	timeout: 'no answer in',
	'send-refused': 'could not be sent',
} as const;

function attemptWords(
	{ sentAt, endedAt, failure }: AttemptStory,
	end: string,
	now: number,
): { words: string; tone: string } {
	if (failure === null)
		return endedAt === null
			? { words: `sent, waiting ${spanWords(now - sentAt)}`, tone: 'running' }
			: { words: `${end} after ${spanWords(endedAt - sentAt)}`, tone: end === 'no answer' ? 'undo' : 'done' };
	if (failure.cause === 'timeout')
		return { words: `${causes.timeout} ${spanWords((endedAt ?? now) - sentAt)}`, tone: 'bad' };
	const code = failure.cause === 'failed' ? ` ${failure.code}` : '';
	return { words: `${causes[failure.cause]}${code} after ${spanWords((endedAt ?? now) - sentAt)}`, tone: 'bad' };
}

interface AttemptListProps {
	readonly attempts: readonly AttemptStory[];
	readonly isOpen: boolean;
	/** How the last one ended, where it did not fail. */
	readonly end: string;
	readonly newest: number;
}

export function AttemptList({ attempts, isOpen, end, newest }: AttemptListProps) {
	const now = useNow(isOpen, newest, 1_000);
	if (attempts.length === 0) return <p className={classes.note}>Nothing has been sent yet.</p>;
	return (
		<ol className={panelClasses.attempts}>
			{attempts.map((attempt, index) => {
				const isLast = index === attempts.length - 1;
				const { words, tone } = attemptWords(attempt, isLast ? end : 'no answer', now);
				return (
					<li key={attempt.attempt}>
						<span className={classes.mute}>{attempt.attempt}</span>
						<time className={classes.mono} title={fullTime(attempt.sentAt)}>
							{clockTimeMs(attempt.sentAt)}
						</time>
						<span data-tone={tone}>{words}</span>
					</li>
				);
			})}
		</ol>
	);
}
