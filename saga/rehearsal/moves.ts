/**
 * What can happen next, as lines of a trace: replies in any order, faults, events, people, and time that passes. A move
 * may be several lines, where what lies between them is of no interest (a participant that stays unavailable).
 */
import type { RunNumber } from '../engine/input';
import { durationText } from '../trace/duration';
import { wordText } from '../trace/tokenize';
import type { TraceWorld } from '../trace/trace-world';
import type { TracedSaga } from '../trace/traced-saga';
import type { RunNames } from './run-names';
import { rehearsedCode, type TriedData } from './tried-data';

export interface Move {
	readonly text: string;
	/** What deviates from the way on which all goes well, in words; null: nothing. */
	readonly title: string | null;
	/** Faults. */
	readonly cost: number;
	/** Remembered on the way: what has been slow, has come, has been answered after all. */
	readonly marks: readonly string[];
	/** It may be delivered twice. */
	readonly repeatable: boolean;
	/** The next line of the same move; null: that was all. */
	readonly goOn: ((world: TraceWorld) => string | null) | null;
}

/** At which moves are looked for. */
export interface Here {
	readonly world: TraceWorld;
	readonly names: ReadonlyMap<TracedSaga, readonly string[]>;
	readonly runNames: RunNames;
	readonly marks: ReadonlySet<string>;
	/** That may still happen. */
	readonly faults: number;
	readonly data: ReadonlyMap<string, TriedData>;
}

/** Of all open commands only the oldest are answered next. */
const openRepliesMax = 5;
/** Faults are tried in the first rounds of a loop. */
const faultyRoundsMax = 3;

export function movesAt(here: Here): readonly Move[] {
	const sagas = here.world.exchange.firstFamily();
	const commands = [false, true].flatMap((undo) => sagas.flatMap((saga) => commandsOf(here, saga, undo)));
	return [
		...commands.slice(0, openRepliesMax).flatMap((command) => answers(here, command)),
		...sagas.flatMap((saga) => lateAnswers(here, saga)),
		...sagas.flatMap((saga) => approvals(here, saga)),
		...unique(sagas.flatMap((saga) => events(here, saga))),
		...passing(here),
	];
}

/** Of the marks those that still say something about what is open. */
export function marksAt(marks: ReadonlySet<string>, names: Here['names']): ReadonlySet<string> {
	const live = new Set<string>();
	for (const [saga, own] of names) {
		const state = saga.saga?.state;
		if (state === undefined || saga.hasEnded) continue;
		for (const { run } of state.runs) live.add(`slow ${nameOf(own, run, false)}`);
		for (const { run } of state.undos) live.add(`slow ${nameOf(own, run, true)}`);
		for (const { run, outcome } of saga.ledger)
			if (outcome !== 'completed' && !state.undone.includes(run)) live.add(`late ${nameOf(own, run, false)}`);
	}
	return new Set([...marks].filter((mark) => mark.startsWith('came') || live.has(mark)));
}

interface Command {
	readonly saga: TracedSaga;
	readonly undo: boolean;
	readonly run: RunNumber;
	readonly node: string;
	/** As a line names it. */
	readonly text: string;
	readonly name: string;
	/** It has not been answered in time. */
	readonly isSlow: boolean;
	/** Awaited now; else only an answer that comes late settles it. */
	readonly isAwaited: boolean;
	readonly mayFail: boolean;
}

function commandsOf(
	{ world, names, runNames, marks, faults }: Here,
	saga: TracedSaga,
	undo: boolean,
): readonly Command[] {
	const state = saga.saga?.state;
	const own = names.get(saga);
	if (state === undefined || own === undefined) return [];
	const open: readonly { run: RunNumber; step: string; phase: string }[] = undo ? state.undos : state.runs;
	return open.flatMap(({ run, step, phase }) => {
		const name = nameOf(own, run, undo);
		const isSlow = marks.has(`slow ${name}`);
		const isAwaited = phase === 'sent';
		if (!isAwaited && !(isSlow && (phase === 'stuck' || phase === 'parked'))) return [];
		const text = world.exchange.tree.refer(saga.name, world.exchange.tree.placeOf(saga, run));
		const mayFail = isAwaited && faults > 0 && runNames.roundOf(own[run] ?? '') <= faultyRoundsMax;
		return [{ saga, undo, run, node: step, text, name, isSlow, isAwaited, mayFail }];
	});
}

function nameOf(names: readonly string[], run: RunNumber, undo: boolean): string {
	return `${undo ? 'undo ' : ''}${names[run] ?? run}`;
}

function answers(here: Here, command: Command): readonly Move[] {
	const { saga, undo, text, node, isSlow, isAwaited, mayFail } = command;
	const said = undo ? 'undo-reply' : 'reply';
	const who = undo ? `the undo of ${text}` : text;
	const line = (answer: string) => `${prefix(saga)}${said} ${text} ${answer}`.trim();
	const variants = undo ? [''] : (here.data.get(saga.flow.id)?.replies(node) ?? ['']);
	const good = variants.map((json, at) =>
		move(line(`ok ${json}`), isSlow ? `${who} answers late` : at > 0 ? `${who} answers ${json}` : null, {
			repeatable: true,
		}),
	);
	// The attempt that nobody waits for any more is answered; what it says counts all the same.
	if (isSlow && isAwaited) good.push(move(line('ok').replace(` ${text} `, ` ${text}@1 `), `${who} answers late`));
	if (!mayFail) return good;
	const codes = undo ? [rehearsedCode] : (here.data.get(saga.flow.id)?.codes(node) ?? [rehearsedCode]);
	const bad = codes.map((code) =>
		move(line(`failed ${wordText(code)}`), `${who} fails ${code}`, {
			cost: 1,
			repeatable: true,
			goOn: again(command, line(`failed ${wordText(code)}`)),
		}),
	);
	const away = move(line('unavailable'), `${who} is unavailable`, {
		cost: 1,
		goOn: again(command, line('unavailable')),
	});
	return [...good, ...bad, away];
}

/** The same answer to each attempt, until none is left. */
function again({ saga, run, undo }: Command, line: string): Move['goOn'] {
	return (world) => {
		const state = saga.saga?.state;
		const open = (undo ? state?.undos : state?.runs)?.find((other) => other.run === run);
		if (open?.phase === 'sent') return line;
		if (open?.phase !== 'backoff' || open.dueAt === null) return null;
		return `wait ${durationText(Math.max(0, open.dueAt - world.exchange.now))}`;
	};
}

/** To commands that were given up or left: they may have been carried out all the same. */
function lateAnswers({ world, names, marks }: Here, saga: TracedSaga): readonly Move[] {
	const own = names.get(saga);
	if (own === undefined || saga.hasEnded) return [];
	return saga.ledger.flatMap(({ run, kind, step, outcome }) => {
		if (kind !== 'step' || (outcome !== 'unknown' && outcome !== 'abandoned')) return [];
		if (saga.saga?.state.undone.includes(run)) return [];
		const mark = `late ${nameOf(own, run, false)}`;
		const node = saga.flow.nodes.get(step);
		if (marks.has(mark) || node?.kind !== 'step' || node.compensation.type !== 'command') return [];
		const text = world.exchange.tree.refer(saga.name, world.exchange.tree.placeOf(saga, run));
		return [move(`${prefix(saga)}late reply ${text} ok`, `${text} answers after all`, { marks: [mark] })];
	});
}

function approvals({ world, data }: Here, saga: TracedSaga): readonly Move[] {
	return (saga.saga?.state.approvals ?? []).flatMap(({ run, node }) => {
		const text = world.exchange.tree.refer(saga.name, world.exchange.tree.placeOf(saga, run));
		const variants = data.get(saga.flow.id)?.replies(node) ?? [''];
		return variants.map((json, at) =>
			move(`${prefix(saga)}approve ${text} ${json}`.trim(), at > 0 ? `${text} is answered ${json}` : null),
		);
	});
}

/** What a token waits for comes; what may come beside comes once, and a parked step is tried again once. */
function events({ marks, data }: Here, saga: TracedSaga): readonly Move[] {
	const state = saga.saga?.state;
	if (state === undefined) return [];
	return state.subscriptions.flatMap(({ on, node, host }) => {
		if (on.type === 'timer') return [];
		const isAwaited = state.waits.some(({ wait }) => wait === host);
		const mark = `came ${saga.flow.id} ${node}`;
		if (!isAwaited && marks.has(mark)) return [];
		const [first, ...others] = data.get(saga.flow.id)?.events(node) ?? [''];
		const text =
			on.type === 'signal' ? `signal ${wordText(on.signal)}` : `event ${wordText(on.name)} ${wordText(on.key)}`;
		const happens = isAwaited ? null : `${node} happens`;
		const more = { marks: isAwaited ? [] : [mark], repeatable: on.type === 'message' };
		return [
			move(`${text} ${first}`.trim(), happens, more),
			...others.map((json) => move(`${text} ${json}`, `${node} brings ${json}`, more)),
		];
	});
}

/**
 * To the next instant at which anything is due. Who has not answered by then is slow, which is a fault, unless a deadline
 * of the flow falls on that instant and further attempts are left: then they are only as slow as the flow allows.
 */
function passing(here: Here): readonly Move[] {
	const { exchange } = here.world;
	const due = exchange.nextDue();
	if (!Number.isFinite(due) || exchange.firstFamily().every(({ hasEnded }) => hasEnded)) return [];
	const sagas = exchange.firstFamily();
	const isDeadline = sagas.some((saga) =>
		saga.saga?.state.subscriptions.some(({ on }) => on.type === 'timer' && on.dueAt <= due),
	);
	const silent = sagas.flatMap((saga) =>
		[false, true].flatMap((undo) =>
			commandsOf(here, saga, undo).filter(
				(command) => !command.isSlow && isDueBy(command, due) && (!isDeadline || isExhausted(command)),
			),
		),
	);
	if (silent.length > here.faults || silent.some(({ mayFail }) => !mayFail)) return [];
	const titles = silent.map(({ undo, text }) => `${undo ? 'the undo of ' : ''}${text} does not answer`);
	const deadline = isDeadline ? ['a deadline passes'] : [];
	return [
		move(`wait ${durationText(Math.max(0, due - exchange.now))}`, [...titles, ...deadline].join(', ') || null, {
			cost: silent.length,
			marks: silent.map(({ name }) => `slow ${name}`),
		}),
	];
}

function isDueBy({ saga, undo, run, isAwaited }: Command, due: number): boolean {
	const state = saga.saga?.state;
	const dueAt = (undo ? state?.undos : state?.runs)?.find((open) => open.run === run)?.dueAt ?? null;
	return isAwaited && dueAt !== null && dueAt <= due;
}

function isExhausted({ saga, undo, run, node }: Command): boolean {
	const state = saga.saga?.state;
	const step = saga.flow.nodes.get(node);
	const open = (undo ? state?.undos : state?.runs)?.find((other) => other.run === run);
	if (step?.kind !== 'step' || open === undefined) return true;
	if (!undo && state?.cause !== null) return true;
	const undoRetries = step.compensation.type === 'command' ? step.compensation.retries : step.retries;
	return open.attempt - open.attemptsFrom + 1 >= (undo ? undoRetries : step.retries).attemptsMax;
}

/** A saga that no line names needs none. */
function prefix({ name }: TracedSaga): string {
	return name === '' ? '' : `${wordText(name)}: `;
}

function move(text: string, title: string | null, more: Partial<Omit<Move, 'text' | 'title'>> = {}): Move {
	return { text, title, cost: 0, marks: [], repeatable: false, goOn: null, ...more };
}

function unique(moves: readonly Move[]): readonly Move[] {
	return [...new Map(moves.map((some) => [some.text, some])).values()];
}
