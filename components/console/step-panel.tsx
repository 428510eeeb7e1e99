'use client';

import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FlowNode } from '@/saga/flow/definition';
import { nodeById } from '@/saga/flow/queries/graph';
import { kindWords, nodeWords } from '../diagram/node-words';
import { ActionButton, ActionIconButton } from '../ui/action-button';
import { Chip, type Tone } from '../ui/chip';
import { CopyId } from '../ui/copy-id';
import { ActsMenu } from './acts-menu';
import { AttemptList } from './attempt-list';
import classes from './console.module.css';
import { JsonView } from './json-view';
import { PlacePanel, PlaceVisits } from './place-panel';
import { type Act, offeredOnRun } from './saga-acts';
import { hasEnded, type SagaModel, undoName } from './saga-model';
import { retryOfCommand } from './saga-retry';
import { type RunFacts, stepFacts, type UndoFacts } from './step-facts';
import panelClasses from './step-panel.module.css';

interface StepPanelProps {
	readonly model: SagaModel;
	readonly step: string;
	readonly refusal: string | null;
	readonly onAct: (act: Act) => void;
	readonly onClose: () => void;
}

const runLooks: Readonly<Record<RunFacts['story']['outcome'], { readonly tone: Tone; readonly words: string }>> = {
	open: { tone: 'running', words: 'waiting for an answer' },
	completed: { tone: 'done', words: 'done' },
	failed: { tone: 'bad', words: 'failed without effect' },
	unknown: { tone: 'undo', words: 'no answer: treated as if done' },
	abandoned: { tone: 'undo', words: 'left before its answer: undone at once' },
};

function phaseLook({ story }: RunFacts): { readonly tone: Tone; readonly words: string } {
	if (story.outcome !== 'open') return runLooks[story.outcome];
	if (story.phase === 'backoff') return { tone: 'waiting', words: 'next attempt follows' };
	if (story.phase === 'parked') return { tone: 'waiting', words: 'parked: waits to be tried again' };
	return story.phase === 'stuck' ? { tone: 'bad', words: 'stuck' } : runLooks.open;
}

function undoLook({ item, story }: UndoFacts): { readonly tone: Tone; readonly words: string } {
	if (item.status === 'running' && story?.phase === 'backoff')
		return { tone: 'waiting', words: 'next attempt follows' };
	const looks: Readonly<Record<typeof item.status, { readonly tone: Tone; readonly words: string }>> = {
		planned: { tone: 'undo', words: `number ${item.order} in the undo order` },
		conditional: { tone: 'undo', words: `number ${item.order}, only if it had an effect` },
		running: { tone: 'running', words: 'waiting for an answer' },
		stuck: { tone: 'bad', words: 'stuck' },
		undone: { tone: 'done', words: 'undone' },
		harmless: { tone: 'suspended', words: 'needs no undo' },
		gap: { tone: 'undo', words: 'cannot be undone' },
	};
	return looks[item.status];
}

function Payload({ label, value }: { label: string; value: unknown }) {
	return (
		<section>
			<h3 className={classes.label}>{label}</h3>
			<JsonView value={value} label={label} maxHeight="200px" />
		</section>
	);
}

function Next({ title, words }: { title: string; words: readonly string[] }) {
	if (words.length === 0) return null;
	return (
		<section>
			<h3 className={classes.label}>{title}</h3>
			{words.map((sentence) => (
				<p key={sentence} className={panelClasses.nextWords}>
					{sentence}
				</p>
			))}
		</section>
	);
}

function Key({ commandKey }: { commandKey: string }) {
	return (
		<section>
			<h3 className={classes.label}>Command key</h3>
			<div className={panelClasses.keyBox}>
				<CopyId id={commandKey} length={24} />
			</div>
		</section>
	);
}

function UndoSection({
	model,
	facts,
	undo,
	...acts
}: { model: SagaModel; facts: RunFacts; undo: UndoFacts } & Pick<StepPanelProps, 'refusal' | 'onAct'>) {
	const { tone, words } = undoLook(undo);
	const isOpen = undo.story?.outcome === 'open';
	const newest = model.records.at(-1)?.at ?? 0;
	return (
		<div className={panelClasses.panelPart} data-kind="undo">
			<span className={classes.mute}>Undo of {facts.title}</span>
			<h3 className={panelClasses.undoTitle}>
				{undo.item.command === null ? 'No undo' : (undoName(model, facts.story.step) ?? undo.item.command)}
			</h3>
			<Chip tone={tone}>{words}</Chip>
			{undo.item.because !== null && undo.item.because !== '' && <p className={classes.note}>{undo.item.because}</p>}
			{undo.failure !== null && isOpen && <p className={panelClasses.failure}>{undo.failure}</p>}
			{undo.story !== null && undo.story.attempts.length > 0 && (
				<section>
					<h3 className={classes.label}>Attempts</h3>
					<AttemptList attempts={undo.story.attempts} isOpen={isOpen} end="undone" newest={newest} />
				</section>
			)}
			<Next title="If it stays silent" words={undo.next} />
			{isOpen && <RetryButton model={model} run={facts.run} {...acts} />}
			{undo.input !== null && <Payload label={undo.story === null ? 'It would send' : 'Sent'} value={undo.input} />}
			{undo.item.command !== null && <Key commandKey={undo.commandKey} />}
		</div>
	);
}

/** All that may be done to this run and its undo; beside it the one that is wanted most has a button of its own. */
function RunActs({
	model,
	run,
	refusal,
	onAct,
}: { model: SagaModel; run: number } & Pick<StepPanelProps, 'refusal' | 'onAct'>) {
	const acts = useMemo(() => offeredOnRun(model, run), [model, run]);
	return (
		<div className={panelClasses.acts}>
			<ActsMenu
				label="Actions"
				acts={acts}
				refusal={refusal}
				nothing="Nothing can be done here any more: the run has ended and is not being undone."
				onAct={onAct}
			/>
		</div>
	);
}

function RetryButton({
	model,
	run,
	refusal,
	onAct,
}: { model: SagaModel; run: number } & Pick<StepPanelProps, 'refusal' | 'onAct'>) {
	const retry = retryOfCommand(model, run);
	if (retry === null || hasEnded(model)) return null;
	const isSettling = model.summary.status === 'compensating' && retry.type === 'retry' && !retry.undo;
	return (
		<ActionButton
			className={panelClasses.panelButton ?? ''}
			variant="default"
			refusal={refusal ?? (isSettling ? 'The saga is being undone, so no step is tried again.' : null)}
			onClick={() => onAct(retry)}
		>
			Retry now…
		</ActionButton>
	);
}

function RunSection({
	model,
	facts,
	...acts
}: { model: SagaModel; facts: RunFacts } & Pick<StepPanelProps, 'refusal' | 'onAct'>) {
	const { tone, words } = phaseLook(facts);
	const isOpen = facts.story.outcome === 'open';
	const newest = model.records.at(-1)?.at ?? 0;
	const end = facts.story.outcome === 'completed' ? 'done' : facts.story.outcome === 'unknown' ? 'no answer' : 'ended';
	const undo = facts.undo !== null && <UndoSection model={model} facts={facts} undo={facts.undo} {...acts} />;
	// What is going on comes first.
	const isUndoFirst = facts.undo?.story?.outcome === 'open';
	return (
		<>
			{isUndoFirst && undo}
			<div data-is-below={isUndoFirst} className={panelClasses.panelPart}>
				<Chip tone={tone}>{words}</Chip>
				{facts.failure !== null && facts.story.outcome !== 'completed' && (
					<p className={panelClasses.failure}>{facts.failure}</p>
				)}
				<section>
					<h3 className={classes.label}>Attempts</h3>
					<AttemptList attempts={facts.story.attempts} isOpen={isOpen} end={end} newest={newest} />
				</section>
				<Next title="If it stays silent" words={facts.next} />
				{isOpen && <RetryButton model={model} run={facts.run} {...acts} />}
				{facts.input !== null && <Payload label="Sent" value={facts.input} />}
				{facts.output !== undefined && <Payload label="Answered" value={facts.output} />}
				<Key commandKey={facts.commandKey} />
			</div>
			{!isUndoFirst && undo}
		</>
	);
}

function StepRuns({
	model,
	node,
	...acts
}: { model: SagaModel; node: FlowNode } & Pick<StepPanelProps, 'refusal' | 'onAct'>) {
	const step = model.flow.nodes.get(node.id);
	if (step?.kind !== 'step') return <PlacePanel model={model} node={node} {...acts} />;
	const runs = stepFacts(model, step);
	if (runs.length === 0)
		return (
			<>
				<PlaceVisits model={model} node={node} {...acts} />
				<p className={classes.note}>
					{hasEnded(model) ? 'The saga ended without coming here.' : 'The saga has not come here yet.'}
				</p>
			</>
		);
	const all = runs.map((facts) => (
		<div key={facts.run} className={panelClasses.run}>
			<RunActs model={model} run={facts.run} {...acts} />
			{runs.length > 1 && <h3 className={panelClasses.runTitle}>{facts.title}</h3>}
			<RunSection model={model} facts={facts} {...acts} />
		</div>
	));
	return (
		<>
			<PlaceVisits model={model} node={node} {...acts} />
			{all}
		</>
	);
}

export function StepPanel({ model, step, onClose, ...acts }: StepPanelProps) {
	const node = nodeById(model.definition, step);
	if (node === null) return null;
	return (
		<aside className={panelClasses.panel} aria-label={`Details of ${nodeWords(node)}`}>
			<div className={panelClasses.panelHead}>
				<div>
					<span className={classes.mute}>
						{node.kind === 'step' ? `${node.participant} · ${node.command}` : kindWords[node.kind]}
					</span>
					<h2 className={panelClasses.panelTitle}>{model.names.node(node.id)}</h2>
				</div>
				<ActionIconButton label="Close (Esc)" onClick={onClose}>
					<IconX size={16} />
				</ActionIconButton>
			</div>
			<StepRuns model={model} node={node} {...acts} />
		</aside>
	);
}
