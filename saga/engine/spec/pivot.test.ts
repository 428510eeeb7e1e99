import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('the pivot', () => {
	const line = sketch('a → p[pivot] → r[retriable]');
	const sealed = `start
		reply a ok → send p
		reply p ok → send r`;

	spec(
		'P-01 behind it the saga goes forward only',
		line,
		`${sealed}
		reply r ok → completed
	`,
	);

	spec(
		'P-01 an undo that the flow orders there finds everything sealed: people are asked',
		sketch('a → p[pivot] → undo'),
		`
		start
		reply a ok                                      → send p
		reply p ok                                      → incident step-stuck undo
		operator retry undo because "once more"         → incident step-stuck undo
		operator cancel-without-undo because "it stays" → cancelled
	`,
	);

	spec(
		'P-01 also where it ends with one, for a single activity',
		sketch('a → p[pivot] → end(compensate a)'),
		`
		start
		reply a ok
		reply p ok → incident step-stuck end-2
	`,
	);

	spec(
		'P-01 where there is nothing to undo, it goes on',
		sketch('a[harmless] → p[pivot harmless] → undo → r[retriable]'),
		`
		start
		reply a ok
		reply p ok → send r
	`,
	);

	spec(
		'P-03 a business failure of the pivot itself unwinds',
		line,
		`
		start
		reply a ok        → send p
		reply p failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'R-08 a pivot that does not answer never fails: people are asked, under the same key',
		line,
		`
		start
		reply a ok                         → send p
		wait PT3M                          → send p@2, send p@3, incident step-stuck p
		wait P1D                           → wait
		operator retry p because "it is up" → send p@4
		reply p ok                         → send r
	`,
	);

	spec(
		'R-02 a late answer settles it, too',
		line,
		`
		start
		reply a ok
		wait PT3M   → send p@2, send p@3, incident step-stuck p
		reply p@2 ok → send r
	`,
	);

	spec(
		'R-08 nor does "unavailable" fail it',
		line,
		`
		start
		reply a ok
		reply p unavailable
		wait PT1S
		reply p unavailable
		wait PT2S           → send p@3
		reply p unavailable → incident step-stuck p
		operator retry p because "it is up" → send p@4
		reply p failed NO   → undo a, compensating
	`,
	);

	spec(
		'O-01 an operator counts the attempts anew',
		line,
		`
		start
		reply a ok
		wait PT3M                          → send p@2, send p@3, incident step-stuck p
		operator retry p because "once more" → send p@4
		wait PT3M                          → send p@5, send p@6, incident step-stuck p
	`,
	);

	spec(
		'P-01 a failure behind it cannot unwind: it is an incident, until a retry succeeds',
		line,
		`${sealed}
		reply r failed NO                       → incident step-stuck r
		operator retry r {"x": 1} because "data" → send r#2 {"x": 1}
		reply r ok                              → completed
	`,
	);

	spec(
		'R-08 a retriable step before it fails by business only',
		sketch('a → r[retriable] → p[pivot]'),
		`
		start
		reply a ok        → send r
		wait PT3M         → send r@2, send r@3, incident step-stuck r
		operator retry r because "it is up" → send r@4
		reply r failed NO → undo a, compensating
	`,
	);
});

describe('a failure beside an open pivot', () => {
	const beside = sketch('fork(a, p[pivot])');

	spec(
		'P-03 waits for its answer: failed, so the saga unwinds',
		beside,
		`
		start             → send a p
		reply a failed NO → wait
		reply p failed NO → compensated
	`,
	);

	spec(
		'P-02 waits for its answer: completed, so the saga goes forward',
		beside,
		`
		start                            → send a p
		reply a failed NO                → wait
		reply p ok                       → incident step-stuck a
		operator retry a because "mended" → send a#2
		reply a ok                       → completed
	`,
	);

	spec(
		'P-02 what was done is not undone behind it',
		sketch('fork(a → b, p[pivot])'),
		`
		start
		reply a ok        → send b
		reply b failed NO → wait
		reply p ok        → incident step-stuck b
	`,
	);

	spec(
		'P-01 it seals all scopes: what was interrupted before is not undone either',
		sketch('s=sub(a → b)<error NO: to(p)> → p[pivot] → r[retriable]'),
		`
		start
		reply s/a ok        → send s/b
		reply s/b failed NO → send p
		reply p ok          → send r
		reply r failed NO   → incident step-stuck r
	`,
	);

	spec(
		'P-01 a pivot in a subflow seals the whole saga',
		sketch('a → s=sub(p[pivot]) → r[retriable]'),
		`
		start
		reply a ok
		reply s/p ok      → send r
		reply r failed NO → incident step-stuck r
		operator cancel-with-undo because "late" → refused pivot
	`,
	);
});

describe('a pivot and what is beside it', () => {
	spec(
		'P-01 behind it an error is still caught where something catches it',
		sketch('p[pivot] → r[retriable]<error NO: s[retriable]> → t[retriable]'),
		`
		start
		reply p ok        → send r
		reply r failed NO → send s
		reply s ok        → completed
	`,
	);

	spec(
		'P-02 while it is open, other branches go on',
		sketch('fork(a, p[pivot], b → c)'),
		`
		start
		reply a failed NO → wait
		reply b ok        → send c
		reply p failed NO → compensating
		reply c ok        → undo c
		undo-reply c ok   → undo b
	`,
	);

	spec(
		'P-02 a called pivot counts as one',
		[sketch('main: fork(a, call(child))'), sketch('child: p[pivot]')],
		`
		start main
		reply a failed NO       → wait
		reply child/p ok        → incident step-stuck a
		operator skip-done a because "by hand" → completed
	`,
	);

	spec(
		'O-14 nor is anything marked for undo behind it',
		sketch('a → p[pivot] → r[retriable]'),
		`
		start
		reply a ok
		reply p ok                                → send r
		operator mark-undone a because "x"        → refused
		operator cancel-without-undo because "x"  → cancelled
	`,
	);
});
