'use client';

import { formatCommandKey } from '@/contract/wire/command-key';
import type { RunStory, UndoStory } from '@/saga/engine/views/saga-story';
import { CopyId } from '../ui/copy-id';
import { clockTime, fullTime, spanWords } from './clock-words';
import classes from './console.module.css';
import outcomeClasses from './outcome.module.css';
import type { SagaModel } from './saga-model';

const runWords: Readonly<Record<RunStory['outcome'], string>> = {
	open: 'open',
	completed: 'done',
	failed: 'failed without effect',
	unknown: 'no answer',
	abandoned: 'left before its answer',
};
const undoWords: Readonly<Record<UndoStory['outcome'], string>> = {
	open: 'open',
	undone: 'undone',
	harmless: 'needs no undo',
	gap: 'cannot be undone',
};

function When({ words, at, tone }: { words: string; at: number | null; tone: string }) {
	return (
		<span data-tone={tone} className={outcomeClasses.when}>
			{words}
			{at !== null && <time title={fullTime(at)}>{clockTime(at)}</time>}
		</span>
	);
}

function runTone({ outcome }: RunStory): string {
	if (outcome === 'completed') return 'done';
	return outcome === 'unknown' ? 'undo' : 'bad';
}

function Row({ model, run, onStep }: { model: SagaModel; run: RunStory; onStep: (step: string) => void }) {
	const undo = model.story.undos.get(run.run);
	const { id } = model.summary;
	return (
		<tr>
			<th scope="row">
				<button type="button" className={classes.linkButton} onClick={() => onStep(run.step)}>
					{model.names.run(run.run)}
				</button>
			</th>
			<td>
				<When words={runWords[run.outcome]} at={run.endedAt} tone={runTone(run)} />
			</td>
			<td>{run.attempts.length}</td>
			<td>
				{undo === undefined ? (
					<span className={classes.mute}>–</span>
				) : (
					<When words={undoWords[undo.outcome]} at={undo.endedAt} tone={undo.outcome === 'gap' ? 'bad' : 'undo'} />
				)}
			</td>
			<td>{undo !== undefined && undo.attempts.length > 0 ? undo.attempts.length : ''}</td>
			<td>
				<CopyId
					id={formatCommandKey({ sagaId: id, run: run.run, undo: undo !== undefined && undo.attempts.length > 0 })}
					length={14}
				/>
			</td>
		</tr>
	);
}

/** After the end: what was done and what was undone, when, and by which command. */
export function SummaryView({ model, onStep }: { model: SagaModel; onStep: (step: string) => void }) {
	const { story } = model;
	const runs = [...story.runs.values()];
	const done = runs.filter(({ outcome }) => outcome === 'completed').length;
	const undone = [...story.undos.values()].filter(({ outcome }) => outcome === 'undone').length;
	const took = story.startedAt !== null && story.endedAt !== null ? spanWords(story.endedAt - story.startedAt) : '';
	return (
		<div className={outcomeClasses.summary}>
			<p className={classes.lead}>
				{done} {done === 1 ? 'step was' : 'steps were'} done
				{story.cause !== null && `, ${undone} undone`}
				{story.gaps.length > 0 && `, ${story.gaps.length} could not be undone`}, in {took}.
			</p>
			<table className={outcomeClasses.summaryTable}>
				<thead>
					<tr>
						<th scope="col">Step</th>
						<th scope="col">Outcome</th>
						<th scope="col">Attempts</th>
						<th scope="col">Undo</th>
						<th scope="col">Attempts</th>
						<th scope="col">Last command</th>
					</tr>
				</thead>
				<tbody>
					{runs.map((run) => (
						<Row key={run.run} model={model} run={run} onStep={onStep} />
					))}
				</tbody>
			</table>
			{story.standing.map(({ run }) => (
				<p key={run} className={classes.note}>
					{model.names.run(run)} still stands: it was left or cancelled, and nothing undid it.
				</p>
			))}
			{story.gaps.map((gap) => (
				<p key={gap.step} className={classes.note}>
					{model.names.node(gap.step)} stays as it is: {gap.because || 'no reason was stated'}.
				</p>
			))}
		</div>
	);
}
