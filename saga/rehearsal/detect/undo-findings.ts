/** Work that stays: steps that nothing undoes, undos that do not know what to undo, entries that stand at the end. */
import { compileExpression } from '../../expression/compile-expression';
import type { JsonObject } from '../../expression/json';
import type { StepNode } from '../../flow/nodes/step';
import { type Detector, type Found, type Happened, nodeOf, type PlayedMove, stateOf, textOf } from './played-move';

/** Undo reached a step that says nothing about its undo. */
export const compensationMissing: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'undoSkipped') return [];
		const step = nodeOf(happened, entry.step);
		if (step?.kind !== 'step' || step.class !== 'compensable' || step.compensation !== null) return [];
		const message = 'It is done, and nothing says how it is undone. Give it a compensation, or say why it needs none.';
		return [{ kind: 'compensation-missing', run: textOf(move, happened, entry.run), message }];
	});

/** An undo went out, or could not, though nobody has answered the step. */
export const compensationNeedsReply: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'undoStarted' || entry.outcome !== 'unknown') return [];
		const step = nodeOf(happened, entry.step);
		const ledger = happened.saga.ledger.find(({ run }) => run === entry.run);
		if (step?.kind !== 'step' || ledger === undefined) return [];
		const { undo } = ledger;
		const target =
			undo.type === 'command' ? missingIn(step, undo.payload) : undo.type === 'unevaluated' ? 'command' : null;
		if (target === null) return [];
		const message = `No reply has come, and its undo needs one: "${target}" is missing in it. Read "input" instead, or ask first.`;
		return [{ kind: 'compensation-needs-reply', run: textOf(move, happened, entry.run), message }];
	});

/** The target that reads the reply and has found none. */
function missingIn({ compensation, output }: StepNode, payload: JsonObject): string | null {
	if (compensation?.type !== 'command') return null;
	const stored = output.map(({ target }) => target.split('.')[0] ?? target);
	const needs = (path: string) => ['output', ...stored].includes(path.split('.')[0] ?? path);
	const missing = compensation.input.find(({ target, expression }) => {
		const compiled = compileExpression(expression);
		const isEmpty =
			target.split('.').reduce<unknown>((inner, key) => (inner as JsonObject | null)?.[key], payload) ?? null;
		return isEmpty === null && compiled.ok && compiled.expression.reads.some(needs);
	});
	return missing?.target ?? null;
}

/** A step was left before its answer, and nothing undoes what it may have done. */
export const leftUndone: Detector = (happened, move) => {
	const isEnough = happened.entries.some((entry) => entry.type === 'scopeCompleted' && entry.kind === 'forEach');
	return happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'stepAbandoned') return [];
		const step = nodeOf(happened, entry.step);
		if (step?.kind !== 'step' || step.compensation?.type === 'command' || step.compensation?.type === 'scope')
			return [];
		if (step.compensation?.type === 'none' && step.compensation.effect === 'harmless') return [];
		const run = textOf(move, happened, entry.run);
		const remedy = 'It may be done all the same, and nothing undoes it. Give it a compensation, or';
		const wasEnough =
			isEnough && happened.entries.some((other) => other.type === 'scopeInterrupted' && other.kind === 'iteration');
		return wasEnough
			? [
					{
						kind: 'for-each-abandons',
						run: run.replace(/#\d+$/, ''),
						message: `Enough elements are done, so it is left. ${remedy} do one element after the other.`,
					},
				]
			: [{ kind: 'interrupted-step', run, message: `It is interrupted. ${remedy} let nothing interrupt it.` }];
	});
};

/** The saga is completed, and half of an interrupted subflow stands. */
export const standing: Detector = (happened) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'sagaEnded' || entry.status !== 'completed' || entry.standing === undefined) return [];
		const { ledger } = happened.saga;
		const interrupted = ledger.find(
			({ outcome, run }) =>
				outcome === 'interrupted' &&
				entry.standing?.some((left) => ledger.find((other) => other.run === left.run)?.scope === run),
		);
		if (interrupted === undefined) return [];
		const names = entry.standing.map(({ step }) => step).join(', ');
		const message = `It was interrupted, and the saga is completed, but this stands: ${names}. Undo it when it is interrupted, or on the way behind it.`;
		return [{ kind: 'interrupted-work-stands', run: interrupted.step, message }];
	});

export const gaps: Detector = (happened, { exchange }) => {
	if (!exchange.roots().includes(happened.saga)) return [];
	return happened.entries.flatMap((entry): Found[] =>
		entry.type === 'sagaEnded' && entry.status === 'failed'
			? [{ kind: 'gap', run: null, message: 'The saga ends failed: something stays that cannot be undone.' }]
			: [],
	);
};

/** What nobody's fault has led to, and a fault of the engine. */
export const stuck: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'incidentOpened') return [];
		const { kind, run, message } = entry;
		const text = run === null ? null : textOf(move, happened, run);
		if (kind === 'step-stuck' || kind === 'undo-stuck')
			return move.allWell() || (kind === 'undo-stuck' && wasNeverSent(happened, run, move))
				? [{ kind: 'stuck', run: text, message }]
				: [];
		const isKnown = kind === 'deadlock' || kind === 'no-path' || kind === 'expression';
		return isKnown ? [] : [{ kind: 'fault', run: text, message }];
	});

function wasNeverSent(happened: Happened, run: number | null, move: PlayedMove): boolean {
	const undo = stateOf(happened)?.undos.find((open) => open.run === run);
	return undo?.attempt === 0 && undo.outcome === 'completed' && undo.phase === 'stuck' && move.observed.length > 0;
}
