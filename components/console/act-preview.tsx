'use client';

import { Alert } from '@mantine/core';
import {
	IconAlertTriangle,
	IconArrowBackUp,
	IconArrowRight,
	IconDoorExit,
	IconPlayerTrackPrevFilled,
	IconSend,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PreviewAnswer } from '@/contract/http/preview';
import { SagaStatusChip } from '../ui/saga-status-chip';
import classes from './act-dialog.module.css';
import { SuspendedChip } from './saga-chips';
import { type SagaModel, undoName } from './saga-model';

type Allowed = Extract<PreviewAnswer['preview'], { kind: 'allowed' }>;

interface PartProps {
	readonly model: SagaModel;
	readonly told: Allowed;
}

function Line({ icon: Icon, children }: { icon: typeof IconSend; children: ReactNode }) {
	return (
		<li className={classes.line}>
			<Icon size={15} aria-hidden />
			<div>{children}</div>
		</li>
	);
}

const listed = (names: readonly string[]) =>
	names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function undoneWords({ status, because }: Allowed['undone'][number]): string {
	const reason = because === null || because === '' ? '' : `: ${because}`;
	switch (status) {
		case 'conditional':
			return 'in flight: only if it turns out to have had an effect';
		case 'gap':
			return `cannot be undone${reason}`;
		case 'harmless':
			return `needs no undo${reason}`;
		case 'undone':
			return 'counts as undone';
		default:
			return '';
	}
}

function Undone({ model, told }: PartProps) {
	if (told.undone.length === 0) return null;
	return (
		<Line icon={IconPlayerTrackPrevFilled}>
			<span className={classes.undo}>Undoes {counted(told.undone.length, 'step')}</span>, in this order:
			<ol className={classes.order} aria-label="What is undone">
				{told.undone.map((item) => (
					<li key={item.run}>
						<span data-status={item.status}>{item.command === null ? '–' : item.order}</span>
						<span>
							{item.command === null ? model.names.run(item.run) : (undoName(model, item.step) ?? item.command)}{' '}
							<em>
								{item.command === null ? '' : `undoes ${model.names.run(item.run)}`}
								{item.command !== null && undoneWords(item) !== '' ? ' · ' : ''}
								{undoneWords(item)}
							</em>
						</span>
					</li>
				))}
			</ol>
		</Line>
	);
}

function Sent({ model, told }: PartProps) {
	const shown = told.sent.filter(({ undo, run }) => !undo || !told.undone.some((item) => item.run === run));
	return shown.map(({ run, undo, command, participant, attempt }) => (
		<Line key={`${run} ${undo}`} icon={IconSend}>
			Sends <code>{command}</code> to <strong>{participant}</strong>
			{undo ? `, the undo of ${model.names.run(run)}` : ''}
			{attempt > 1 ? ` (attempt ${attempt})` : ''}
		</Line>
	));
}

function Left({ model, told }: PartProps) {
	const abandoned = told.abandoned.map(({ run }) => model.names.run(run));
	const left = told.left.flatMap(({ run }) => (run === null ? [] : [model.names.run(run)]));
	return (
		<>
			{abandoned.length > 0 && (
				<Line icon={IconDoorExit}>
					Leaves <strong>{listed(abandoned)}</strong> before {abandoned.length === 1 ? 'its answer' : 'their answers'}
				</Line>
			)}
			{left.length > 0 && (
				<Line icon={IconDoorExit}>
					Leaves <strong>{listed(left)}</strong>
				</Line>
			)}
			{told.unwoundCalls.length > 0 && (
				<Line icon={IconPlayerTrackPrevFilled}>Tells {counted(told.unwoundCalls.length, 'called saga')} to unwind</Line>
			)}
			{told.standing.length > 0 && (
				<Line icon={IconAlertTriangle}>
					Stays as it is: <strong>{listed(told.standing.map(({ step }) => model.names.node(step)))}</strong>
				</Line>
			)}
		</>
	);
}

function Afterwards({ model, told }: PartProps) {
	const places = new Set(told.open.flatMap(({ node, kind }) => (kind === 'undo' ? [] : [model.names.node(node)])));
	return (
		<Line icon={told.backTo === null ? IconArrowRight : IconArrowBackUp}>
			<span className={classes.after}>
				Then the saga is <SagaStatusChip status={told.status} />
				{told.suspended && <SuspendedChip />}
			</span>
			{told.backTo !== null && (
				<>
					{' '}
					and goes on before <strong>{model.names.node(told.backTo)}</strong> once all is undone
				</>
			)}
			{told.backTo === null && places.size > 0 && (
				<>
					{' '}
					at <strong>{listed([...places].slice(0, 6))}</strong>
					{places.size > 6 ? ` and ${places.size - 6} more` : ''}
				</>
			)}
			{told.incidents > 0 && `, with ${counted(told.incidents, 'open incident')}`}.
		</Line>
	);
}

/** What an act would do, by the engine run dry; live, because it is asked anew with each record of the history. */
export function ActPreview({ model, answer }: { model: SagaModel; answer: PreviewAnswer }) {
	const { preview, waitingInputs } = answer;
	if (preview.kind === 'refused')
		return (
			<Alert color="gray" icon={<IconAlertTriangle size={16} />} title="Not possible now" data-testid="act-preview">
				{preview.message}
			</Alert>
		);
	const parts = { model, told: preview };
	return (
		<section className={classes.preview} aria-label="What it will do" data-testid="act-preview">
			<h3>What it will do</h3>
			<ul>
				{waitingInputs > 0 && (
					<Line icon={IconAlertTriangle}>
						First runs {counted(waitingInputs, 'input')} that could not be processed, so what follows may differ
					</Line>
				)}
				<Undone {...parts} />
				<Sent {...parts} />
				<Left {...parts} />
				<Afterwards {...parts} />
			</ul>
		</section>
	);
}
