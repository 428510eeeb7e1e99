import { describe, expect, it } from 'vitest';
import { type FlowDefinition, type FlowNode, flowDefinitionSchema } from './definition';
import { sketch } from './sketch';

/** `a → b` per edge, with what stands on it. */
const ways = (flow: FlowDefinition) =>
	flow.edges.map(
		({ source, target, condition, isDefault }) =>
			`${source} → ${target}${condition === null ? '' : ` if ${condition}`}${isDefault ? ' else' : ''}`,
	);
const node = (flow: FlowDefinition, id: string): FlowNode => {
	const found = flow.nodes.find((candidate) => candidate.id === id);
	if (found === undefined) throw new Error(`no ${id} among ${flow.nodes.map((known) => known.id).join(' ')}`);
	return found;
};

describe('a sketch', () => {
	it('draws lines, forks and decisions', () =>
		expect(ways(sketch('a → fork(b, c) → choose(x > 1: d, _)'))).toEqual([
			'start → a',
			'a → fork',
			'fork → b',
			'b → join',
			'fork → c',
			'c → join',
			'join → choice',
			'choice → d if x > 1',
			'd → merge',
			'choice → merge else',
			'merge → end',
		]));

	it('splits without a gateway, and merges likewise', () =>
		expect(ways(sketch('a → (b, x > 1: c, else: d) → e'))).toEqual([
			'start → a',
			'a → b',
			'a → c if x > 1',
			'a → d else',
			'b → e',
			'c → e',
			'd → e',
			'e → end',
		]));

	it('leads back and forth by ids', () =>
		expect(ways(sketch('m=exclusive → a → choose(again: to(m), _) → b; from(b) → c → end(terminate)'))).toEqual([
			'start → m',
			'm → a',
			'a → choice',
			'choice → m if again',
			'choice → merge else',
			'merge → b',
			'b → c',
			'c → end-2',
			'b → end',
		]));

	it('has scopes: subflows, event-started subflows, compensations', () => {
		const flow = sketch('pay=sub(charge → book){refund → tell} → ship; on(message cancel order [nonint]: drop)');
		expect(node(flow, 'charge').scope).toBe('pay');
		expect(node(flow, 'refund').scope).toBe('pay/undo');
		expect(node(flow, 'pay')).toMatchObject({ kind: 'subflow', compensation: { type: 'scope' }, eventStarted: false });
		expect(node(flow, 'pay').scope).toBeUndefined();
		expect(node(flow, 'on')).toMatchObject({ eventStarted: true });
		expect(node(flow, 'on-start')).toMatchObject({
			reaction: { interrupting: false, on: { type: 'message', message: 'cancel', key: 'order' } },
		});
		expect(ways(flow)).toEqual([
			'pay-start → charge',
			'charge → book',
			'book → pay-end',
			'start → pay',
			'pay-undo-start → refund',
			'refund → tell',
			'tell → pay-undo-end',
			'pay → ship',
			'on-start → drop',
			'drop → on-end',
			'ship → end',
		]);
	});

	it('hangs boundaries on activities, whose ways end at the end of the scope', () => {
		const flow = sketch('a<error FULL: b><late=timer PT1M [nonint]: to(c)> → c<escalation>');
		expect(node(flow, 'a-error')).toMatchObject({ attachedTo: 'a', interrupting: true, on: { code: 'FULL' } });
		expect(node(flow, 'late')).toMatchObject({ interrupting: false, on: { timer: 'duration', value: 'PT1M' } });
		expect(ways(flow)).toEqual([
			'start → a',
			'a-error → b',
			'late → c',
			'a → c',
			'b → end',
			'c-escalation → end',
			'c → end',
		]);
	});

	it('waits, publishes, asks, computes, calls and undoes', () => {
		const flow = sketch(
			'start(placed [ever key=order.id]) → catch(paid order.id)[x=event.sum] → race(signal go: a, timer PT1H) → publish(done order.id)[n=x] → ask=approve → assign(x = 1; y = if x = 1 then 2 else 3) → call(shipping) → undo(a) → undo',
		);
		expect(node(flow, 'start')).toMatchObject({
			businessKey: 'order.id',
			trigger: { type: 'message', message: 'placed', perKey: 'ever' },
		});
		expect(node(flow, 'paid')).toMatchObject({
			on: { key: 'order.id', output: [{ target: 'x', expression: 'event.sum' }] },
		});
		expect(node(flow, 'publish')).toMatchObject({ event: { key: 'order.id', input: [{ target: 'n' }] } });
		expect(node(flow, 'assign')).toMatchObject({ output: [{ target: 'x' }, { expression: 'if x = 1 then 2 else 3' }] });
		expect(node(flow, 'shipping')).toMatchObject({ kind: 'call', flow: 'shipping' });
		expect(node(flow, 'ask').kind).toBe('approval');
		expect(node(flow, 'undo')).toMatchObject({ activity: 'a' });
		expect(node(flow, 'undo-2')).toMatchObject({ activity: null });
		expect(ways(flow)).toContain('timer → publish');
	});

	it('ends as an end can end', () => {
		const results = ['error NO', 'compensate a', 'compensate', 'terminate', 'paid order', 'signal go', 'escalation E'];
		const flow = sketch(`a → (${results.map((result) => `end(${result})`).join(', ')})`);
		expect(flow.nodes.flatMap((end) => (end.kind === 'end' ? [end.result] : []))).toMatchObject([
			{ type: 'error', code: 'NO' },
			{ type: 'compensate', activity: 'a' },
			{ type: 'compensate', activity: null },
			{ type: 'terminate' },
			{ type: 'message', message: 'paid', key: 'order' },
			{ type: 'signal', signal: 'go' },
			{ type: 'escalation', code: 'E' },
		]);
	});

	it('says of activities what words say', () => {
		const flow = sketch(
			'a*list.items[seq limit=2 each=it until=(it = 3) collect=all:reply.x undo=back undo.id=output.id in.n=it out.y=reply.y]' +
				' → b[once timeout=30s error=NO retry=BUSY park=1h park-until=fixed:order.id] → s=sub(c)[undo-now gap]',
		);
		expect(node(flow, 'a')).toMatchObject({
			forEach: {
				collection: 'list.items',
				element: 'it',
				mode: 'sequential',
				limit: 2,
				completion: '(it = 3)',
				result: { variable: 'all', expression: 'reply.x' },
			},
			compensation: { command: 'back', participant: '', input: [{ target: 'id', expression: 'output.id' }] },
			input: [{ target: 'n', expression: 'it' }],
			output: [{ target: 'y', expression: 'reply.y' }],
		});
		expect(node(flow, 'b')).toMatchObject({
			retries: { attemptsMax: 1 },
			timeoutMs: 30_000,
			expectedErrors: [
				{ code: 'NO', retry: false },
				{ code: 'BUSY', retry: true },
			],
			park: { until: { message: 'fixed', key: 'order.id' }, atMostMs: 3_600_000 },
		});
		expect(node(flow, 's')).toMatchObject({ whenInterrupted: 'undo-now', compensation: { effect: 'gap' } });
	});

	it('is a definition of the schema, with an id of its own if it says so', () => {
		const flow = sketch(
			'child: fork(a*xs{r*ys}, s=sub(b → link(x); link(x) → c)<error: d>) → include(x < 1: e, f); on(error: g)',
			{
				x: 1,
			},
		);
		expect(flowDefinitionSchema.safeParse(flow).error).toBeUndefined();
		expect(flow.id).toBe('child');
		expect(node(flow, 'include-join').kind).toBe('inclusive');
	});

	it.each([
		['a →', 'expected a step'],
		['fork(a, b', 'expected ")"'],
		['a b', 'expected "→", ";" or the end'],
		['a[wonderful]', 'no word "wonderful"'],
		['a → to(b)', 'no node "b"'],
		['dance(a)', 'a kind, not "dance"'],
	])('%s is none: %s', (text, message) => expect(() => sketch(text)).toThrow(message));
});
