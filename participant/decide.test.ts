import { describe, expect, test } from 'vitest';
import { decide, type Memory, nothingRemembered, remember } from './decide';

const done = { type: 'completed', output: { id: 1 } } as const;
const full = { type: 'failed', code: 'FULL', message: '' } as const;
const forward = (attempt: number) => ({ attempt, undo: null });
const undo = (attempt: number, outcome: 'completed' | 'unknown' = 'completed') => ({ attempt, undo: { outcome } });

const completed: Memory = remember(nothingRemembered, forward(1), done);
const failedTwice: Memory = remember(remember(nothingRemembered, forward(1), full), forward(2), full);
const completedInTheEnd: Memory = remember(failedTwice, forward(3), done);
const undone: Memory = remember(completed, undo(1), { type: 'completed', output: null });
const undoFailedOnce: Memory = remember(completed, undo(1), full);

describe('a forward command', () => {
	test.each([
		['never seen runs', nothingRemembered, 1, { do: 'run' }],
		['seen as completed repeats its reply', completed, 1, { do: 'answer', attempt: 1, answer: done }],
		['of a later attempt repeats the completed reply too', completed, 3, { do: 'answer', attempt: 3, answer: done }],
		[
			'of a lower attempt than the completed one answers with the number of that',
			completedInTheEnd,
			1,
			{ do: 'answer', attempt: 3, answer: done },
		],
		['of the attempt that failed repeats the failure', failedTwice, 2, { do: 'answer', attempt: 2, answer: full }],
		['of a higher attempt runs afresh', failedTwice, 3, { do: 'run' }],
		[
			'of a lower attempt answers as the highest did, with its number',
			failedTwice,
			1,
			{ do: 'answer', attempt: 2, answer: full },
		],
	])('%s', (_, memory, attempt, expected) => {
		expect(decide(forward(attempt), memory)).toEqual(expected);
	});

	test('whose key is undone does nothing, ever', () => {
		expect(decide(forward(1), undone)).toMatchObject({ do: 'answer', answer: { type: 'failed', code: 'UNDONE' } });
		expect(decide(forward(9), undone)).toMatchObject({ do: 'answer', attempt: 9, answer: { code: 'UNDONE' } });
	});
});

describe('an undo', () => {
	test.each([
		['of a completed command runs', completed, undo(1), { do: 'run' }],
		[
			'of a command that never came marks the key, so that it never will',
			nothingRemembered,
			undo(1, 'unknown'),
			{ do: 'mark-undone' },
		],
		['of a command that only failed has nothing to undo', failedTwice, undo(1, 'completed'), { do: 'mark-undone' }],
		[
			'that was confirmed is confirmed again',
			undone,
			undo(4),
			{ do: 'answer', attempt: 4, answer: { type: 'completed', output: null } },
		],
		[
			'of the attempt that failed repeats the failure',
			undoFailedOnce,
			undo(1),
			{ do: 'answer', attempt: 1, answer: full },
		],
		['of a higher attempt runs again', undoFailedOnce, undo(2), { do: 'run' }],
	])('%s', (_, memory, command, expected) => {
		expect(decide(command, memory)).toEqual(expected);
	});

	test('of a command said to have completed, of which nothing is remembered, never claims to be done', () => {
		const decision = decide(undo(1, 'completed'), nothingRemembered);
		expect(decision).toMatchObject({ do: 'answer', answer: { type: 'failed', code: 'UNKNOWN_KEY' } });
	});
});
