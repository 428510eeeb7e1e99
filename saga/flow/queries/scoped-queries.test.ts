import { describe, expect, it } from 'vitest';
import { sketch } from '../sketch';
import { certainlyBefore } from './certainly-before';
import { concurrency } from './concurrency';
import { flowGraph } from './graph';
import { pivotLine } from './pivot-line';
import { aliveNodes, endingNodes, reachableFrom } from './reachability';
import { undoCoverage } from './undo-coverage';
import { undoOrderAt } from './undo-order-at';
import { variablesOf } from './variables-at';

type Flow = ReturnType<typeof sketch>;
const steps = (flow: Flow) => flow.nodes.filter((node) => node.kind === 'step').map((node) => node.id);

describe('concurrency with all kinds', () => {
	const pairs = (text: string) => {
		const flow = sketch(text, { x: 1 });
		const { together } = concurrency(flowGraph(flow));
		const ids = steps(flow);
		return ids.flatMap((left, at) =>
			ids
				.slice(at)
				.filter((right) => together(left, right))
				.map((right) => left + right),
		);
	};

	it.each([
		['include(x > 1: a, x > 2: b, c) → d', ['ab']],
		['fork(include(x > 1: a, x > 2: b), c) → d', ['ab', 'ac', 'bc']],
		['include(x > 1: a<timer PT1M: b → end>, x > 2: c, _) → d', ['ac', 'bc', 'bd']],
		['race(paid x: a, timer PT1H: b) → c', []],
		['a → (x > 1: b, else: c) → d', []],
		['a → (b, c)', ['bc']],
		['a<timer PT1M: b> → c', []],
		['a<timer PT1M [nonint]: b → c> → d', ['ab', 'ac', 'bd', 'cd']],
		['a<timer PT1M [nonint]: b → end> → c', ['ab', 'bc']],
		['a<hint x [nonint]: b → end> → c', ['ab', 'bb', 'bc']],
		['a<error: b> → c', []],
		['sub(fork(a, b) → c) → d', ['ab']],
		['fork(sub(a → b), c)', ['ac', 'bc']],
		['sub(a → b)*xs → c', ['aa', 'ab', 'bb']],
		['sub(a → b)*xs[seq] → c', []],
		['a*xs → b', ['aa']],
		['a → b; on(hint x [nonint]: c)', ['ac', 'bc', 'cc']],
		['a → b; on(timer PT1M [nonint]: c)', ['ac', 'bc']],
		['a → b; on(hint x: c)', []],
		['s=sub(a; on(hint x [nonint]: b)) → c', ['ab', 'bb']],
		['a{b → c} → d', []],
		['sub(a → link(l); link(l) → b)', []],
	])('%s: %s', (text, expected) => expect(pairs(text)).toEqual(expected));

	it('a merge behind a boundary that does not interrupt runs twice, behind one that does once', () => {
		const doubled = (text: string) => [...concurrency(flowGraph(sketch(text))).doubled];
		expect(doubled('a<timer PT1M [nonint]: to(b)> → b')).toEqual(['']);
		expect(doubled('a<timer PT1M: to(b)> → b')).toEqual([]);
	});
});

describe('reachability across scopes', () => {
	const comingAfter = (text: string, id: string, order?: 'cause') => {
		const flow = sketch(text, { x: 1 });
		const found = reachableFrom(flowGraph(flow), id, order);
		return steps(flow).filter((step) => found.has(step));
	};
	it.each([
		['a → sub(b → c) → d', 'a', ['b', 'c', 'd']],
		['s=sub(b → c)<timer PT1M: e> → d', 'b', ['c', 'e', 'd']],
		['sub(b → end(error NO))<error: e> → d', 'b', ['e']],
		['a → b; on(hint x: c)', 'b', ['c']],
		['a → b; on(hint x [nonint]: c → d)', 'd', ['c', 'd']],
		['a → b; on(hint x: c → d)', 'c', ['d']],
		['a{u} → b', 'a', ['b']],
		['a → link(l); link(l) → b', 'a', ['b']],
	])('%s: after %s come %s', (text, id, expected) => expect(comingAfter(text, id)).toEqual(expected));

	it('what does not interrupt comes by cause after what lies before its host', () => {
		expect(comingAfter('p → a<timer PT1M [nonint]: b> → c', 'a', 'cause')).toEqual(['c']);
		expect(comingAfter('p → a<timer PT1M [nonint]: b> → c', 'p', 'cause')).toEqual(['a', 'b', 'c']);
		expect(comingAfter('p → a<timer PT1M: b> → c', 'a', 'cause')).toEqual(['b', 'c']);
		expect(comingAfter('p → sub(a; on(hint x [nonint]: b)) → c', 'a', 'cause')).toEqual(['c']);
	});

	it('what is alive and what ends', () => {
		const flow = sketch('a{u → v} → sub(b; on(error: c)) → d<timer PT1M: e>; from(a) → h', { x: 1 });
		expect(steps(flow).filter((id) => !aliveNodes(flowGraph(flow)).has(id))).toEqual([]);
		const circle = sketch('m=exclusive → a → to(m)');
		expect(steps(circle).filter((id) => endingNodes(flowGraph(circle)).has(id))).toEqual([]);
	});
});

describe('what is certain, across scopes', () => {
	const lyingBefore = (text: string, id: string) => {
		const flow = sketch(text, { x: 1 });
		const known = certainlyBefore(flowGraph(flow)).get(id);
		return steps(flow).filter((step) => known?.has(step));
	};
	it.each([
		['a → sub(b → c) → d', 'c', ['a', 'b']],
		['a → sub(b → choose(x > 1: c, e)) → d', 'd', ['a', 'b']],
		['a → b<timer PT1M: c → e> → d', 'c', ['a']],
		['a → b<timer PT1M: c → e> → d', 'e', ['a', 'c']],
		['a → b; on(error: c → d)', 'd', ['c']],
		['a → sub(b; on(error: c)) → d', 'c', ['a']],
		['a → b{u → v}', 'v', ['a', 'u']],
		['a → include(x > 1: b, c) → d', 'd', ['a']],
		['a → link(l); link(l) → b', 'b', ['a']],
		['a → race(paid x: b, timer PT1M: c) → d', 'd', ['a']],
	])('%s: before %s lie %s', (text, id, expected) => expect(lyingBefore(text, id)).toEqual(expected));
});

describe('variables, across scopes', () => {
	const known = (text: string, id: string) =>
		[...variablesOf(sketch(text, { x: 1 }))(id).values()].map(({ name, certain }) => (certain ? name : `${name}?`));
	it.each([
		['catch(paid x)[y=event.y] → a', 'a', ['x', 'y']],
		['assign(y = 1) → a', 'a', ['x', 'y']],
		['ask=approve[out.y=reply.y] → call(other)[out.z=reply.z] → a', 'a', ['x', 'y', 'z']],
		['s=sub(b[out.inner=reply])[in.given=x out.y=inner] → a', 'b', ['x', 'given']],
		['s=sub(b[out.inner=reply] → c)[in.given=x out.y=inner] → a', 'c', ['x', 'inner', 'given']],
		['s=sub(b[out.inner=reply])[in.given=x out.y=inner] → a', 'a', ['x', 'y']],
		['a<error [out.why=error.code]: b> → c', 'b', ['x', 'why']],
		['a<error [out.why=error.code]: b → to(c)> → c', 'c', ['x', 'why?']],
		['a*xs[each=it collect=all:reply out.y=reply] → b', 'a', ['x', 'it', 'loopCounter']],
		['a*xs[each=it collect=all:reply out.y=reply] → b', 'b', ['x', 'all']],
		['s=sub(a → b)*xs[each=it] → c', 'b', ['x', 'it', 'loopCounter']],
		['a[out.y=reply]{u[out.z=reply] → v} → b', 'v', ['x', 'y?', 'z']],
		['a; on(hint x [out.w=event]: b)', 'b', ['x', 'w']],
		['a[out.y=reply]; on(hint x: b)', 'b', ['x', 'y?']],
	])('%s: %s reads %s', (text, id, expected) => expect(known(text, id)).toEqual(expected));
});

describe('undo, across scopes', () => {
	const order = (text: string, id: string) =>
		undoOrderAt(sketch(text, { x: 1 }), id).map((item) => `${item.order} ${item.step}${item.conditional ? '?' : ''}`);
	it.each([
		['a → sub(b → c) → d', 'd', ['1 c', '2 b', '3 a']],
		['a → s=sub(b → c){u} → d', 'd', ['1 s', '2 a']],
		['a → s=sub(b → c){u} → d', 'c', ['1 b', '2 a']],
		['a → s=sub(b → c)[harmless] → d', 'd', ['1 a']],
		['a → call(other) → d', 'd', ['1 other', '2 a']],
		['a → ask=approve → d', 'd', ['1 a']],
		['a → b<timer PT1M [nonint]: c → end> → d', 'd', ['1 b', '1 c?', '2 a']],
		['a → b; on(error: c → d)', 'd', ['1 c', '2 b?', '3 a?']],
		['a{u → v} → b', 'v', []],
		['a → b{u → v} → c', 'c', ['1 b', '2 a']],
	])('%s: at %s: %s', (text, id, expected) => expect(order(text, id)).toEqual(expected));

	it('coverage counts steps and calls, not what runs only to undo', () =>
		expect(undoCoverage(sketch('a{u[unsaid]} → sub(b[unsaid]) → call(other) → ask=approve → p[pivot]'))).toEqual({
			covered: 2,
			total: 3,
			missing: ['b'],
		}));

	it('what comes after a pivot: not what its own boundary leads to', () =>
		expect(pivotLine(sketch('a → sub(p[pivot]<error: b> → c) → d'))?.after).toEqual(['end', 'sub-end', 'c', 'd']));
});
