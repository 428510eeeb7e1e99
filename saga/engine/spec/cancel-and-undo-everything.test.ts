import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('undo of the whole saga', () => {
	spec(
		'O-08 undo everything unwinds a running saga',
		sketch('a → b'),
		`
		start
		reply a ok
		operator undo-everything because "no" → compensating
		reply b failed NO                     → undo a
		undo-reply a ok                       → compensated
	`,
	);

	spec(
		'O-09 also one that has completed',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b ok                              → completed
		operator undo-everything because "back" → undo b, compensating
		undo-reply b ok                         → undo a
		undo-reply a ok                         → compensated
	`,
	);

	spec(
		'O-09 not with a pivot',
		sketch('a → p[pivot]'),
		`
		start
		reply a ok
		reply p ok                              → completed
		operator undo-everything because "back" → refused pivot
	`,
	);

	spec(
		'O-09 not one that has ended otherwise',
		sketch('a'),
		`
		start
		reply a failed NO                       → compensated
		operator undo-everything because "back" → refused status
	`,
	);

	spec(
		'O-16 cancel with undo',
		sketch('a → catch(paid "k") → b'),
		`
		start
		reply a ok
		operator cancel-with-undo because "no" → undo a, compensating
		undo-reply a ok                        → compensated
	`,
	);

	spec(
		'O-16 not behind a pivot',
		sketch('p[pivot] → r[retriable]'),
		`
		start
		reply p ok
		operator cancel-with-undo because "no" → refused pivot
	`,
	);

	spec(
		'O-17 cancel without undo sends nothing for the runs it closes',
		sketch('fork(a, b → c)'),
		`
		start
		reply b ok                                → send c
		operator cancel-without-undo because "no" → cancelled
		late reply a ok                           → wait
		wait P1D                                  → wait
	`,
	);

	spec(
		'O-17 an undo that is open is awaited',
		sketch('a<timer PT10S: b>'),
		`
		start
		wait PT10S                                → undo a, send b
		operator cancel-without-undo because "no" → wait
		undo-reply a ok                           → cancelled
	`,
	);
});
