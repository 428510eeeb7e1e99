'use client';

import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { HealthAnswer } from '@/contract/http/installation';
import { describeSaga, type SentencePart } from '@/saga/engine/views/describe-saga';
import { openVisits, type Waiting } from '@/saga/engine/views/waiting';
import { useHealth } from '../live/installation-queries';
import { useStreamStatus } from '../live/use-stream';
import { clockTime } from './clock-words';
import classes from './console.module.css';
import type { SagaModel } from './saga-model';
import { bannerTone } from './saga-tones';

const isCommand = (wait: Waiting) => wait.for === 'reply' || wait.for === 'next-attempt';

/** After the sentence: for whom it waits, where the sentence does not say so already. */
function waitParts(model: SagaModel): readonly SentencePart[] {
	if (model.summary.status !== 'compensating') return [];
	const waits = describeSaga(model.names, model.records, model.plan).waitingFor.filter(isCommand);
	if (model.story.incidents.size > 0) return [];
	const [first] = waits;
	if (first === undefined) return [];
	const until = first.until !== null ? clockTime(first.until) : null;
	const when = until === null ? '' : first.for === 'next-attempt' ? ` at ${until}` : ` (until ${until})`;
	const others = waits.length > 1 ? ` and ${waits.length - 1} more` : '';
	return [{ text: ` Waiting for the ${first.text}${when}${others}.`, tone: 'plain' }];
}

/** For whom it waits for a decision: the one thing on the page that only a person can do. */
function Decide({ model, onStep }: { model: SagaModel; onStep: (step: string) => void }) {
	const approvals = describeSaga(model.names, model.records).waitingFor.filter((wait) => wait.for === 'approval');
	return approvals.slice(0, 3).map(({ run, node }) => (
		<Button key={run} size="compact-sm" onClick={() => onStep(node)}>
			Decide {model.names.run(run)}…
		</Button>
	));
}

/** Violet while nothing is under way and something is waited for. */
function toneOf({ summary, story }: SagaModel): ReturnType<typeof bannerTone> {
	const tone = bannerTone(summary);
	if (tone !== 'running') return tone;
	const isSending = [...story.runs.values(), ...story.undos.values()].some(
		({ outcome, phase }) => outcome === 'open' && phase === 'sent',
	);
	const isWaiting = openVisits(story).some(({ kind }) => kind === 'wait' || kind === 'approval');
	return isWaiting && !isSending ? 'waiting' : tone;
}

export function SagaBanner({ model, onStep }: { model: SagaModel; onStep: (step: string) => void }) {
	const { sentence } = describeSaga(model.names, model.records, model.plan);
	const parts = [...sentence, ...waitParts(model)];
	return (
		<div className={classes.banner} data-tone={toneOf(model)} data-testid="saga-banner">
			<p>
				{parts.map((part, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no other identity
					<span key={index} data-part={part.tone}>
						{part.at === undefined ? part.text : clockTime(part.at)}
					</span>
				))}
			</p>
			<Decide model={model} onStep={onStep} />
		</div>
	);
}

function troubleOf(health: HealthAnswer | undefined, isAway: boolean): string | null {
	if (isAway) return 'The web server does not answer. The saga goes on without it; this page comes back by itself.';
	if (health === undefined) return null;
	if (health.database === 'away') return health.words;
	if (health.orchestrators.some(({ alive }) => alive)) return null;
	return health.orchestrators.some(({ demo }) => demo)
		? 'The orchestrator is gone and is being started again. Nothing is lost: the saga goes on from what is stored.'
		: `${health.words} The saga stands still until one is started; nothing is lost.`;
}

/** What keeps every saga from going on, told beside the saga's own sentence. */
export function InstallationBanner({ isOver }: { isOver: boolean }) {
	const { data, isError } = useHealth();
	const status = useStreamStatus();
	const trouble = troubleOf(data, isError);
	if (trouble === null && status !== 'reconnecting') return null;
	if (isOver && !isError) return null;
	return (
		<div className={classes.banner} data-tone="waiting" role="status" data-testid="installation-banner">
			<IconPlugConnectedX size={16} aria-hidden />
			<p>{trouble ?? 'The live connection broke and is made again. What you see may be some seconds old.'}</p>
		</div>
	);
}
