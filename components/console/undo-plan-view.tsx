'use client';

import {
	IconAlertTriangleFilled,
	IconCheck,
	IconCircleDashed,
	IconCircleOff,
	IconPlayerPlayFilled,
	IconPlayerTrackPrevFilled,
} from '@tabler/icons-react';
import type { UndoItemStatus, UndoPlan, UndoPlanItem } from '@/saga/engine/undo/undo-plan-types';
import { Chip, type Tone } from '../ui/chip';
import classes from './console.module.css';
import { hasEnded, isUnwinding, type SagaModel, undoName } from './saga-model';
import planClasses from './undo-plan.module.css';

interface Look {
	readonly tone: Tone;
	readonly words: string;
	readonly icon: typeof IconCheck;
}

const looks: Readonly<Record<UndoItemStatus, Look>> = {
	planned: { tone: 'undo', words: 'to be undone', icon: IconPlayerTrackPrevFilled },
	conditional: { tone: 'neutral', words: 'in flight: undone only if it had an effect', icon: IconCircleDashed },
	running: { tone: 'running', words: 'being undone', icon: IconPlayerPlayFilled },
	stuck: { tone: 'bad', words: 'stuck: a person is needed', icon: IconAlertTriangleFilled },
	undone: { tone: 'done', words: 'undone', icon: IconCheck },
	harmless: { tone: 'suspended', words: 'harmless: needs no undo', icon: IconCircleOff },
	gap: { tone: 'undo', words: 'gap: cannot be undone', icon: IconCircleOff },
};

function leadOf(model: SagaModel, plan: UndoPlan): string {
	if (model.saga?.state.sealed)
		return 'The point of no return is behind this saga. From here it goes forward only; nothing is undone any more.';
	if (isUnwinding(model)) {
		if (plan.toUndo === 0) return 'Nothing had an effect that has to be undone.';
		const count = `${plan.undone} of ${plan.toUndo} undone`;
		return plan.exact
			? `${count}.`
			: `${count} so far. Commands in flight get a last while to answer before the rest is known for certain.`;
	}
	if (hasEnded(model)) return 'The saga completed; nothing was undone.';
	if (plan.items.length === 0)
		return 'If it failed now, nothing would have to be undone: no step has had an effect yet.';
	const steps = plan.items.filter(({ command, status }) => command !== null && status !== 'conditional').length;
	return `If it failed now, ${steps === 1 ? '1 step' : `${steps} steps`} would be undone in this order. Steps with one number are undone at once.`;
}

function Item({
	model,
	item,
	isSelected,
	onStep,
}: {
	model: SagaModel;
	item: UndoPlanItem;
	isSelected: boolean;
	onStep: (step: string) => void;
}) {
	const { tone, words, icon: Icon } = looks[item.status];
	return (
		<li>
			<button
				type="button"
				className={planClasses.planItem}
				aria-pressed={isSelected}
				onClick={() => onStep(item.step)}
			>
				<span className={planClasses.order} data-status={item.status}>
					{item.command === null ? '–' : item.order}
				</span>
				<span className={planClasses.planNames}>
					<strong>
						{item.command === null ? model.names.run(item.run) : (undoName(model, item.step) ?? item.command)}
					</strong>
					<span className={classes.mute}>
						{item.command === null
							? (item.because ?? '')
							: `undoes ${model.names.run(item.run)} · ${item.command} to ${item.participant}`}
					</span>
				</span>
				<Chip tone={tone}>
					<Icon size={12} aria-hidden />
					{words}
				</Chip>
			</button>
		</li>
	);
}

function Progress({ plan }: { plan: UndoPlan }) {
	return (
		<div
			className={planClasses.progress}
			role="progressbar"
			aria-label="Undone steps"
			aria-valuemin={0}
			aria-valuemax={plan.toUndo}
			aria-valuenow={plan.undone}
		>
			<span style={{ width: `${(plan.undone / plan.toUndo) * 100}%` }} />
		</div>
	);
}

interface UndoPlanViewProps {
	readonly model: SagaModel;
	readonly step: string | null;
	readonly onStep: (step: string) => void;
}

export function UndoPlanView({ model, step, onStep }: UndoPlanViewProps) {
	const { plan } = model;
	if (plan === null) return <p className={classes.note}>The saga has not begun, so there is nothing to undo.</p>;
	const isOver = hasEnded(model) && !isUnwinding(model);
	return (
		<div className={planClasses.plan}>
			<p className={classes.lead}>{leadOf(model, plan)}</p>
			{isUnwinding(model) && plan.toUndo > 0 && <Progress plan={plan} />}
			{!isOver && (
				<ol className={planClasses.planItems} aria-label="Undo order">
					{plan.items.map((item) => (
						<Item key={item.run} model={model} item={item} isSelected={item.step === step} onStep={onStep} />
					))}
				</ol>
			)}
		</div>
	);
}
