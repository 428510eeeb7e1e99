/** Out of what a token can be moved, what is left there, and what of the rest is not touched. */
import { describe, expect, it } from 'vitest';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { compiledDrawing, numberOf, operate, refused, startedSketch } from '../testing/operate';
import { ok, SagaRun, sent } from '../testing/saga-run';
import { spec } from './spec';

describe('moving a token out of one of several', () => {
	spec(
		'O-15 calls: the called saga unwinds beside it',
		[sketch('main: fork(k=call(child) → b, l=call(child) → c)'), sketch('child: x → y')],
		`
		start main
		reply l/x ok                        → send l/y
		operator move-token l to c because "x" → send c
		reply l/y ok                        → undo l/y
		undo-reply l/y ok                   → undo l/x
		reply k/x ok                        → send k/y
		reply k/y ok                        → send b
	`,
	);

	spec(
		'O-15 approvals',
		sketch('fork(y=approve → b, a=approve → c)'),
		`
		start
		operator move-token a to c because "x" → send c
		approve y                              → send b
	`,
	);

	spec(
		'O-15 waits',
		sketch('fork(u=catch(paid "k") → b, v=catch(gone "k") → c)'),
		`
		start
		operator move-token v to c because "x" → send c
		event gone k                           → wait
		event paid k                           → send b
	`,
	);

	spec(
		'O-15 subflows',
		sketch('fork(s=sub(a) → b, t=sub(d) → c)'),
		`
		start
		operator move-token t to c because "x" → undo t/d, send c
		reply s/a ok                           → send b
	`,
	);
});

const move = (saga: SagaRun, run: number, to: string) => operate(saga, { type: 'moveToken', run, from: null, to });
const moveHeld = (saga: SagaRun, from: string, to: string) => operate(saga, { type: 'moveToken', run: null, from, to });

it('O-15 all elements of an activity go together', () => {
	const saga = startedSketch('fork(s=sub(d), a*items → b)', { items: [1, 2] });
	const around = saga.saga.state.scopes.find(({ kind }) => kind === 'forEach')?.scope ?? 0;
	move(saga, around, 'b');
	expect(sent(saga).slice(3)).toEqual(['undo-a@1', 'undo-a@1', 'b@1']);
	expect(saga.saga.state.scopes).toMatchObject([{ node: 's', kind: 'subflow' }]);
});

it('O-15 not out of an element, nor out of an event-started subflow', () => {
	const nothing =
		'not-open: No token is there. A token can be moved out of what is open, or from where an incident holds it.';
	const saga = startedSketch('a*items → b', { items: [1, 2] });
	expect(refused(move(saga, numberOf(saga, 'a'), 'b'))).toBe(
		'other-token: This is "a" for one element of several: its token belongs to all of them. Skip it, or supply its reply.',
	);
	for (const { scope, kind } of saga.saga.state.scopes)
		if (kind === 'iteration') expect(refused(move(saga, scope, 'b'))).toBe(nothing);
	const reacting = startedSketch('a → b; on(signal go [nonint]: c)');
	reacting.give({ type: 'signalReceived', signal: 'go', payload: {} });
	expect(reacting.saga.state.scopes).toMatchObject([{ kind: 'reaction' }]);
	expect(refused(move(reacting, numberOf(reacting, 'on'), 'b'))).toBe(nothing);
});

it('O-15 only to where a token can come by a flow, in its scope', () => {
	const saga = startedSketch('a<late=timer PT5M: x> → s=sub(b) → c');
	expect(refused(move(saga, 1, 'b'))).toBe(
		'other-token: "b" stands in another scope. A token can be moved within its own scope only.',
	);
	expect(refused(move(saga, 1, 'late'))).toMatch(
		/^other-token: ".*" begins by itself: put the token before what comes after it\.$/,
	);
	expect(move(saga, 1, 's').kind).toBe('applied');
	expect(saga.saga.state.runs).toMatchObject([{ step: 'b' }]);
});

const nodesAsked = (saga: SagaRun) => saga.saga.state.incidents.map(({ node, scope }) => [node, scope]);

it('O-15 of several tokens that are held before a node, the one that is meant', () => {
	const saga = startedSketch('fork(choose(n > 1: a), choose(n > 2: b), c)', { n: 0 });
	expect(nodesAsked(saga)).toEqual([
		['choice', 0],
		['choice-2', 0],
	]);
	moveHeld(saga, 'choice-2', 'b');
	expect(nodesAsked(saga)).toEqual([['choice', 0]]);
	expect(sent(saga).at(-1)).toBe('b@1');
	moveHeld(saga, 'choice', 'a');
	expect(nodesAsked(saga)).toEqual([]);
	expect(saga.saga.state.tokens).toEqual([]);
});

it('O-15 of several tokens that are held in a node, the one that is meant', () => {
	const saga = startedSketch('fork(a[out.n=((1..3))] → c, b[out.n=((1..3))] → d)');
	saga.reply(1, ok);
	saga.reply(2, ok);
	moveHeld(saga, 'b', 'd');
	expect(sent(saga).at(-1)).toBe('d@1');
	expect(nodesAsked(saga)).toEqual([['a', 0]]);
	expect(saga.saga.state.held).toMatchObject([{ node: 'a' }]);
});

it('O-15 what holds another token at the same node in another scope still does', () => {
	const saga = startedSketch('s=sub(choose(n > 1: a))*items', { n: 0, items: [1, 2] });
	const [[, first], [, second]] = nodesAsked(saga) as [[string, number], [string, number]];
	expect(first).not.toBe(second);
	moveHeld(saga, 'choice', 'a');
	expect(nodesAsked(saga)).toEqual([['choice', second]]);
});

it('O-15 a token moved out of a deadlock ends it, also from another join than the one that is named', () => {
	const parted = sketch('fork(choose(x > 1: a, b) → c, choose(x > 1: d, e) → f)', { x: 2 });
	const joined = setGateway(setGateway(parted, 'merge', { kind: 'parallel' }), 'merge-2', { kind: 'parallel' });
	const saga = SagaRun.started(compiledDrawing(joined), { x: 2 });
	saga.reply(1, ok);
	saga.reply(2, ok);
	expect(saga.saga.state.incidents).toMatchObject([{ kind: 'deadlock', node: 'merge' }]);
	moveHeld(saga, 'merge-2', 'f');
	expect(saga.saga.state.incidents).toEqual([]);
	saga.reply(3, ok);
	expect(saga.saga.state.incidents).toMatchObject([{ kind: 'deadlock', node: 'merge' }]);
});
