import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile';
import { type DrawnNode, drawnFragment } from '../compile/testing/drawn-flow';
import { type FlowDefinition, type FlowNode, flowNodeSchema } from '../flow/definition';
import { setEdge } from '../flow/edits/edges';
import { freshEdgeId } from '../flow/edits/fresh-names';
import { newNode } from '../flow/edits/new-node';
import { addNode, removeNodes } from '../flow/edits/nodes';
import { sketch } from '../flow/sketch';
import { fixesFor } from './fixes';
import { hasErrors, lint } from './lint';

const kinds = flowNodeSchema.options.map((option) => option.shape.kind.value);

/** Drafts as hands and files make them: nodes of all kinds, in and on each other, connected anyhow, some edges without ends. */
const drafts = fc
	.record({
		kinds: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(9), fc.boolean()), { maxLength: 10 }),
		ways: fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom(null, 'x > 1', 'x +', '')), { maxLength: 18 }),
		loose: fc.boolean(),
	})
	.map(({ kinds: chosen, ways, loose }) => {
		let flow = chosen.reduce<FlowDefinition>(
			(drawn, [kind, other, flag]) => addNode(drawn, placed(drawn, newNode(drawn, kind), other, flag), { x: 0, y: 0 }),
			removeNodes(sketch('a'), ['a']),
		);
		for (const [from, to, condition] of ways) {
			const source = flow.nodes[from % flow.nodes.length]?.id ?? '';
			const target = flow.nodes[to % flow.nodes.length]?.id ?? '';
			const id = freshEdgeId(flow, source, target);
			const edge = { id, source, target, name: '', condition, isDefault: condition === '' };
			flow = { ...flow, edges: [...flow.edges, edge] };
		}
		return loose ? { ...flow, nodes: flow.nodes.slice(1) } : flow;
	});

/** Somewhere in the flow: in another node, whether that is a scope or not, on a border, with a compensation to be drawn. */
function placed(flow: FlowDefinition, node: FlowNode, other: number, flag: boolean): FlowNode {
	const host = flow.nodes[other % flow.nodes.length]?.id ?? 'nobody';
	const inside = other < 7 ? node : { ...node, scope: flag ? host : `${host}/undo` };
	switch (inside.kind) {
		case 'boundary':
			return { ...inside, attachedTo: host, interrupting: flag };
		case 'subflow':
			return { ...inside, eventStarted: other % 3 === 0, compensation: flag ? { type: 'scope', name: '' } : null };
		case 'step':
			return {
				...inside,
				class: other === 5 ? 'pivot' : 'compensable',
				compensation: flag ? { type: 'scope', name: '' } : null,
			};
		case 'start':
			return flag
				? { ...inside, reaction: { interrupting: false, on: { type: 'error', code: null, output: [] } } }
				: inside;
		case 'undo':
			return { ...inside, activity: flag ? host : null };
		default:
			return inside;
	}
}

describe('lint', () => {
	it('never throws, says the same twice, and lists errors first', () => {
		fc.assert(
			fc.property(drafts, (flow) => {
				const problems = lint(flow);
				expect(lint(flow)).toEqual(problems);
				const severities = problems.map((problem) => problem.severity);
				expect(severities).toEqual([...severities].sort());
			}),
			{ numRuns: 300 },
		);
	});

	it('every fix that is offered can be applied and changes the flow', () => {
		fc.assert(
			fc.property(drafts, (flow) => {
				for (const problem of lint(flow))
					for (const fix of fixesFor(flow, problem)) expect(fix.apply(flow)).not.toEqual(flow);
			}),
			{ numRuns: 100 },
		);
	});

	it.each([
		'a → b → c',
		'fork(a, choose(x > 1: b, c)) → p[pivot] → d[retriable]',
		'include(x > 1: a, x > 2: b, c) → d',
		'a → (x > 1: b, else: c) → d',
		'order=sub(a → fork(b, c) → d){u → v} → e',
		'start(placed [key=x]) → a → race(paid x: b, timer P1D: undo → end) → c',
		'a[error=FULL]<error FULL: b → end> → c',
		'a<timer PT5M [nonint]: remind[harmless] → end> → b',
		's=sub(a → b)[undo-now]<timer PT1H: c> → d',
		'a → b; on(error: undo → c)',
		'a → b; on(stop x: undo)',
		'a*list[each=it in.id=it out.r=reply collect=all:r until=(r = 1)] → b[in.all=all]',
		's=sub(a → b)*list[each=it undo-now] → c',
		'm=exclusive → a → (x > 3: to(m), else: b)',
		'catch(paid x)[out.sum=event.sum] → assign(y = sum * 2) → publish(done x)[in.y=y] → a[in.y=y]',
		'a → call(other)[in.id=x out.y=reply.y] → b[in.y=y]',
		'a → link(far); link(far) → b',
		'sub(a → sub(b → end(error NO))<error NO: c>) → d',
		'a → (x > 1: end(compensate a), else: b)',
		'fork(a → b, c) → choose(x > 1: d, e) → (x > 2: undo → end(error NO), else: f)',
		'sub(publish(escalation LATE) → a)<escalation LATE [nonint]: b → end> → c',
		'a{choose(output = null: b[in.id=input.id], c[in.id=output.id])} → d',
		'timer(PT5M) → a',
	])('%s is sound, and nothing is said about it', (text) =>
		expect(lint(sketch(text, { x: 1, list: [] })).map(({ code, node, edge }) => `${code} ${node ?? edge}`)).toEqual([]),
	);

	it('says of every expression that compile refuses where it is wrong', () => {
		const flow = sketch('a → b');
		const broken: FlowDefinition = {
			...flow,
			nodes: flow.nodes.map((node) =>
				node.kind === 'step'
					? {
							...node,
							forEach: {
								collection: '(',
								element: 'e',
								mode: 'parallel',
								limit: null,
								completion: '(',
								result: { variable: 'r', expression: '(' },
							},
							park: { until: { message: 'm', key: '(' }, atMostMs: null },
						}
					: node,
			),
		};
		const refused = compile(broken, 1);
		const wanted = refused.ok ? [] : refused.problems.map(({ code, node, field }) => `${code} ${node} ${field}`);
		const said = lint(broken).map(({ code, node, field }) => `${code} ${node} ${field}`);
		expect(wanted).toHaveLength(8);
		expect(said).toEqual(expect.arrayContaining(wanted));
	});

	it('a flow with errors says so; warnings do not block', () => {
		expect(hasErrors(lint(sketch('a[unsaid]')))).toBe(true);
		expect(lint(sketch('fork(a)'))).not.toEqual([]);
		expect(hasErrors(lint(sketch('fork(a)')))).toBe(false);
	});

	it('repairs what compile refuses', () => {
		const flow = sketch('choose(x > 1: a, b)', { x: 1 });
		const open = setEdge(flow, 'choice--b', { isDefault: false });
		const [problem] = lint(open).filter(({ code }) => code === 'condition-missing');
		expect(problem && fixesFor(open, problem)[0]?.apply(open)).toEqual(flow);
	});

	it.each<[code: string, nodes: DrawnNode[], edges: string[]]>([
		['scope-unknown', [{ id: 'a', kind: 'step', scope: 'gone' }], ['start > end']],
		[
			'edge-crosses-scope',
			[
				{ id: 's', kind: 'subflow' },
				{ id: 'a', kind: 'step', scope: 's' },
			],
			['start > s', 's > end', 'a > end'],
		],
		['boundary-unattached', [{ id: 'b', kind: 'boundary', attachedTo: 'start' }], ['start > end', 'b > end']],
		['undo-unknown', [{ id: 'u', kind: 'undo', activity: 'gone' }], ['start > u', 'u > end']],
		['undo-unknown', [{ id: 'end', kind: 'end', result: { type: 'compensate', activity: 'gone' } }], ['start > end']],
		[
			'reaction-out-of-place',
			[{ id: 'start', kind: 'start', reaction: { interrupting: true, on: { type: 'error', code: null, output: [] } } }],
			['start > end'],
		],
	])('mends %s', (code, nodes, edges) => {
		const flow = drawnFragment(nodes, ...edges);
		const [problem] = lint(flow).filter((found) => found.code === code);
		const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
		expect(fixed && lint(fixed).filter((found) => found.code === code)).toEqual([]);
	});
});
