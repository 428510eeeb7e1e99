import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('while it is compensating', () => {
	spec(
		'O-21 only what repairs the undo is legal',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                              → undo b, compensating
		operator skip-done b because "x"               → refused
		operator skip-not-done b because "x"           → refused
		operator undo-everything because "x"           → refused status
		operator undo-back-to a because "x"            → refused status
		operator move-token b to c because "x"         → refused
		operator cancel-with-undo because "x"          → refused status
		operator cancel-without-undo because "x"       → refused status
		operator suspend because "x"                   → suspended
		operator resume because "x"                    → resumed
		operator retry b because "x"                   → undo b@2
		operator mark-undone b because "x"             → undo a
		operator accept-gap a because "x"              → failed
	`,
	);

	spec(
		'O-21 while it unwinds no step is tried again',
		sketch('fork(a, b)'),
		`
		start
		reply a failed NO                → compensating
		operator retry b because "again" → refused status
		reply b ok                       → undo b
		operator retry b because "now"   → undo b@2
		undo-reply b ok                  → compensated
	`,
	);
});
