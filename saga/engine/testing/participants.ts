/**
 * Participants that keep the contract (docs/wire-contract.md), and the topics between them and a saga: messages may be
 * late, doubled and out of order, but none is lost. What happens is chosen from outside, number by number.
 */
import type { Effect, SendCommand, SendUndo } from '../effect';
import type { Answer, RunNumber } from '../input';

interface Memory {
	state: 'nothing' | 'completed' | 'undone';
	/** Answers without effect, by attempt. */
	readonly failures: Map<number, Answer>;
	/** The highest attempt that was answered. */
	answered: number;
	/** How often an effect was made and taken back: neither may exceed one. */
	effects: number;
	undos: number;
}

export interface Reply {
	readonly run: RunNumber;
	readonly undo: boolean;
	readonly attempt: number;
	readonly answer: Answer;
}

export type Mood = 'ok' | 'says-no' | 'unavailable';

const done: Answer = { type: 'completed', output: { id: 1 } };

export class Participants {
	readonly commands: (SendCommand | SendUndo)[] = [];
	readonly replies: Reply[] = [];
	readonly memories = new Map<RunNumber, Memory>();

	take(effects: readonly Effect[]): void {
		for (const effect of effects)
			if (effect.type === 'sendCommand' || effect.type === 'sendUndo') this.commands.push(effect);
	}

	/** Runs whose effect stays, as an operator accepted. */
	readonly accepted = new Set<RunNumber>();

	/** False: there is none. */
	deliverOne(choice: number, mood: Mood, again: boolean): boolean {
		if (this.commands.length === 0) return false;
		this.deliver(choice % this.commands.length, mood, again);
		return true;
	}

	/** Somebody takes the effect back, past the saga: from then on the key is undone. */
	undoByHand(run: RunNumber): void {
		const memory = this.memoryOf(run);
		if (memory.state === 'completed') memory.undos += 1;
		memory.state = 'undone';
	}

	/** Delivers a command; with `again` it stays in its topic and will come once more. */
	deliver(index: number, mood: Mood, again: boolean): void {
		const command = this.commands[index];
		if (command === undefined) return;
		if (!again) this.commands.splice(index, 1);
		const { run, attempt } = command;
		const undo = command.type === 'sendUndo';
		const asCommand = command.type === 'sendUndo' && command.asCommand;
		// Under a key of its own: nobody here has heard of the forward command.
		const memory = this.memoryOf(asCommand ? -run : run);
		if (undo && !asCommand) {
			this.replies.push({ run, undo, attempt, answer: undoAnswer(memory, command, mood) });
			return;
		}
		const answer = forwardAnswer(memory, attempt, mood);
		// A lower attempt is answered as the highest was, and by its number.
		memory.answered = Math.max(memory.answered, attempt);
		this.replies.push({ run, undo, attempt: memory.answered, answer });
	}

	memoryOf(run: RunNumber): Memory {
		const known = this.memories.get(run);
		if (known) return known;
		const memory: Memory = { state: 'nothing', failures: new Map(), answered: 0, effects: 0, undos: 0 };
		this.memories.set(run, memory);
		return memory;
	}
}

function forwardAnswer(memory: Memory, attempt: number, mood: Mood): Answer {
	if (memory.state === 'undone') return { type: 'failed', code: 'UNDONE', message: 'was undone before it came' };
	if (memory.state === 'completed') return done;
	const remembered = memory.failures.get(attempt);
	if (remembered) return remembered;
	const highest = Math.max(0, ...memory.failures.keys());
	const newest = memory.failures.get(highest);
	if (attempt < highest && newest) return newest;
	if (mood === 'ok') {
		memory.state = 'completed';
		memory.effects += 1;
		return done;
	}
	const answer: Answer =
		mood === 'says-no'
			? { type: 'failed', code: 'SAYS_NO', message: 'no' }
			: { type: 'unavailable', message: 'not now' };
	memory.failures.set(attempt, answer);
	return answer;
}

function undoAnswer(memory: Memory, { outcome }: SendUndo, mood: Mood): Answer {
	if (memory.state === 'undone') return done;
	if (memory.state === 'nothing') {
		if (outcome === 'completed' && memory.failures.size === 0)
			return { type: 'failed', code: 'UNKNOWN_KEY', message: 'never heard of it' };
		memory.state = 'undone';
		return done;
	}
	if (mood !== 'ok') return { type: 'failed', code: 'NOT_YET', message: 'cannot undo now' };
	memory.state = 'undone';
	memory.undos += 1;
	return done;
}
