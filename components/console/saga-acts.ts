/**
 * What a person may have done to a saga, and where: found by the engine itself, run dry over what the page knows, so that
 * what is greyed says why in the engine's words. The orchestrator judges again when it gets there.
 */
import type { ActionRequest, OperatorActionRequest } from '@/contract/http/actions';
import type { OperatorAction, RunNumber } from '@/saga/engine/input';
import { moveTargets, type PossibleAction, runActions, sagaActions, tried } from '@/saga/engine/possible-actions';
import type { PreviewSupplies } from '@/saga/engine/preview';
import type { JsonObject } from '@/saga/expression/json';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import type { SagaModel } from './saga-model';
import { type Retry, retryOfCommand } from './saga-retry';

type OnRun = 'skip-done' | 'skip-not-done' | 'mark-undone' | 'accept-gap' | 'undo-back-to';
type OnSaga = 'undo-everything' | 'cancel-with-undo' | 'cancel-without-undo' | 'suspend' | 'resume' | 'migrate';

export type Act =
	| Retry
	| { readonly type: 'supply-reply'; readonly run: RunNumber; readonly undo: boolean; readonly title: string }
	| { readonly type: OnRun; readonly run: RunNumber; readonly title: string }
	| {
			readonly type: 'move-token';
			readonly run: RunNumber | null;
			readonly from: NodeId | null;
			readonly node: NodeId;
			readonly title: string;
	  }
	| { readonly type: OnSaga; readonly title: string };

export interface OfferedAct {
	readonly act: Act;
	/** Null: possible now. */
	readonly refusal: string | null;
}

interface Words {
	/** In menus and on top of the dialog; the title of what it is about follows where there is one. */
	readonly name: string;
	readonly button: string;
	readonly does: string;
	readonly isDestructive?: true;
}

export const actWords: Readonly<Record<Act['type'], Words>> = {
	retry: { name: 'Retry', button: 'Retry now', does: '' },
	'retry-node': { name: 'Retry', button: 'Retry now', does: '' },
	'retry-parked': { name: 'Retry', button: 'Retry now', does: '' },
	'supply-reply': {
		name: 'Supply the reply to',
		button: 'Supply reply',
		does: 'Settles the command by the answer that you know the participant would have given.',
	},
	'skip-done': {
		name: 'Skip as done:',
		button: 'Skip as done',
		does: 'You know that it was done: the step ends completed, the saga goes on, and it is undone like any other step.',
	},
	'skip-not-done': {
		name: 'Skip as not done:',
		button: 'Skip as not done',
		does: 'You know that it was not done: the saga goes on without it. Its undo is sent to make sure.',
	},
	'mark-undone': {
		name: 'Mark undone:',
		button: 'Mark undone',
		does: 'You know that its effect is gone. No undo is sent for it any more.',
	},
	'accept-gap': {
		name: 'Accept the gap of',
		button: 'Accept gap',
		does: 'Its effect stays, knowingly. The saga ends failed and names it.',
		isDestructive: true,
	},
	'undo-back-to': {
		name: 'Undo back to before',
		button: 'Undo back',
		does: 'Undoes what came since this step was entered, then the saga goes on from there.',
		isDestructive: true,
	},
	'move-token': {
		name: 'Move the token of',
		button: 'Move token',
		does: 'Takes the token out and puts it before another step of the same scope. What was done stays done.',
		isDestructive: true,
	},
	'undo-everything': {
		name: 'Undo everything',
		button: 'Undo everything',
		does: 'Unwinds the saga: all that was done is undone, in reverse order.',
		isDestructive: true,
	},
	'cancel-with-undo': {
		name: 'Cancel with undo',
		button: 'Cancel with undo',
		does: 'Stops the saga and undoes what it has done.',
		isDestructive: true,
	},
	'cancel-without-undo': {
		name: 'Cancel without undo',
		button: 'Cancel without undo',
		does: 'Stops the saga and leaves what it has done as it is.',
		isDestructive: true,
	},
	suspend: {
		name: 'Suspend',
		button: 'Suspend',
		does: 'Nothing goes on until it is resumed: what comes is kept in order, timers are not judged.',
	},
	resume: {
		name: 'Resume',
		button: 'Resume',
		does: 'What came meanwhile is taken up in order, then timers are judged.',
	},
	migrate: {
		name: 'Migrate to another version',
		button: 'Migrate',
		does: 'The saga goes on with another version of its flow, from where it stands.',
	},
};

const onSaga = {
	suspend: 'suspend',
	resume: 'resume',
	undoEverything: 'undo-everything',
	cancelWithUndo: 'cancel-with-undo',
	cancelWithoutUndo: 'cancel-without-undo',
} as const;

export function offeredOnSaga(model: SagaModel): readonly OfferedAct[] {
	const { saga, flow } = model;
	if (saga === null) return [];
	return judged(() =>
		sagaActions(flow, saga, suppliesOf(model)).flatMap(({ action, refusal }) => {
			const type = action.type in onSaga ? onSaga[action.type as keyof typeof onSaga] : null;
			return type === null ? [] : [{ act: { type, title: '' }, refusal: refusal?.message ?? null }];
		}),
	).concat(model.story.endedAt === null ? [{ act: { type: 'migrate', title: '' }, refusal: null }] : []);
}

/** On a step run, with its undo; what is out of the question there is left out, unless nothing else is left. */
export function offeredOnRun(model: SagaModel, run: RunNumber): readonly OfferedAct[] {
	const { saga, flow } = model;
	if (saga === null) return [];
	const title = model.names.run(run);
	return judged(() => {
		const supplies = suppliesOf(model);
		const all = runActions(flow, saga, run, supplies);
		const fitting = all.filter(({ refusal }) => refusal === null || !beside.has(refusal.code));
		const moving = offeredMove(model, { run, from: null, node: nodeOf(model, run), title });
		return [...fitting.flatMap((possible) => offered(model, possible, title)), ...moving];
	});
}

/** Refusals that only say that there is nothing of the kind here. */
const beside: ReadonlySet<string> = new Set(['not-open', 'no-such-run']);

function offered(model: SagaModel, { action, refusal }: PossibleAction, title: string): OfferedAct[] {
	const act = actOf(model, action, title);
	return act === null ? [] : [{ act, refusal: refusal?.message ?? null }];
}

function actOf(model: SagaModel, action: OperatorAction, title: string): Act | null {
	switch (action.type) {
		case 'retry':
			return retryOfCommand(model, action.run, action.undo);
		case 'supplyReply': {
			const { run, undo } = action;
			return { type: 'supply-reply', run, undo, title: undo ? `the undo of ${title}` : title };
		}
		case 'skipDone':
			return { type: 'skip-done', run: action.run, title };
		case 'skipNotDone':
			return { type: 'skip-not-done', run: action.run, title };
		case 'markUndone':
			return { type: 'mark-undone', run: action.run, title };
		case 'acceptGap':
			return { type: 'accept-gap', run: action.run, title };
		case 'undoBackTo':
			return { type: 'undo-back-to', run: action.run, title };
		default:
			return null;
	}
}

/** Of an open run, wait, approval, call or scope by its number, or of a token that rests at a node. */
export function offeredMove(
	model: SagaModel,
	of: { readonly run: RunNumber | null; readonly from: NodeId | null; readonly node: NodeId; readonly title: string },
): readonly OfferedAct[] {
	const { saga, flow } = model;
	if (saga === null) return [];
	return judged(() => {
		const { run, from, node } = of;
		const { refusal } = tried(flow, saga, { type: 'moveToken', run, from, to: node }, suppliesOf(model));
		if (refusal !== null && beside.has(refusal.code)) return [];
		return [{ act: { type: 'move-token', ...of }, refusal: refusal?.message ?? null }];
	});
}

export function targetsOf(model: SagaModel, { run, from }: Extract<Act, { type: 'move-token' }>): readonly NodeId[] {
	const { saga, flow } = model;
	if (saga === null) return [];
	try {
		return moveTargets(flow, saga, { run, from }, suppliesOf(model));
	} catch {
		return [];
	}
}

function nodeOf({ saga }: SagaModel, run: RunNumber): NodeId {
	return saga?.state.runs.find((open) => open.run === run)?.step ?? '';
}

function suppliesOf({ ledger, records }: SagaModel): PreviewSupplies {
	return { at: records.at(-1)?.at ?? 0, ledger, history: records, target: null };
}

/** A defect of the engine must not take the page with it: then nothing is offered. */
function judged(judge: () => readonly OfferedAct[]): OfferedAct[] {
	try {
		return [...judge()];
	} catch {
		return [];
	}
}

/** What a person has filled in, as far as the act asks for it. */
export interface ActForm {
	/** Of a retry: replaces what is sent. Of a skipped step: its output. Null: none. */
	readonly json: JsonObject | null;
	readonly answer: Extract<OperatorActionRequest, { type: 'supply-reply' }>['answer'];
	readonly to: NodeId | null;
	readonly version: number | null;
}

/** Without the reason; null: something is still to be filled in, or there is nothing that could be previewed. */
export function requestOf(act: Act, form: ActForm): OperatorActionRequest | null {
	switch (act.type) {
		case 'retry': {
			const { type, run, undo } = act;
			return { type, run, undo, ...(form.json === null ? {} : { changedInput: form.json }) };
		}
		case 'retry-node':
			return { type: 'retry-node', node: act.node };
		case 'retry-parked':
			return null;
		case 'supply-reply':
			return { type: 'supply-reply', run: act.run, undo: act.undo, answer: form.answer };
		case 'skip-done':
			return { type: 'skip-done', run: act.run, ...(form.json === null ? {} : { output: form.json }) };
		case 'skip-not-done':
		case 'mark-undone':
		case 'accept-gap':
		case 'undo-back-to':
			return { type: act.type, run: act.run };
		case 'move-token':
			return form.to === null ? null : { type: 'move-token', run: act.run, from: act.from, to: form.to };
		case 'migrate':
			return form.version === null ? null : { type: 'migrate', version: form.version };
		default:
			return { type: act.type };
	}
}

export function actionOf(act: Act, form: ActForm, reason: string): ActionRequest | null {
	if (act.type === 'retry-parked') return { type: 'retry-parked', reason };
	const request = requestOf(act, form);
	return request === null ? null : { ...request, reason };
}

export function actTitle(act: Act): string {
	return `${actWords[act.type].name} ${act.title}`.trimEnd();
}
