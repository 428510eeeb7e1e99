import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('duplicate replies', () => {
	const flow = sketch('a → b');

	spec(
		'R-23 a success that comes twice moves the saga once',
		flow,
		`
		start       → send a
		reply a ok  → send b
		duplicate 2 → ignored duplicate
		reply b ok  → completed
		duplicate 4 → ignored duplicate
		duplicate 2 → ignored duplicate
	`,
	);

	spec(
		'R-23 a failure that comes twice unwinds once',
		flow,
		`
		start
		reply a ok
		reply b failed NO → undo a, compensating
		duplicate 3       → ignored
		undo-reply a ok   → compensated
		duplicate 3       → ignored
	`,
	);

	spec(
		'R-23 "unavailable" that comes twice is one attempt',
		flow,
		`
		start
		reply a unavailable → wait
		duplicate 2         → ignored duplicate
		wait PT1S           → send a@2
		duplicate 2         → ignored old-attempt
	`,
	);

	spec(
		'R-23 a confirmation that comes twice undoes once',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO → undo b, compensating
		undo-reply b ok   → undo a
		duplicate 5       → ignored duplicate
		undo-reply a ok   → compensated
		duplicate 5       → ignored duplicate
	`,
	);
});
