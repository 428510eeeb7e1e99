import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '../flow/definition';
import { connect, setEdge } from '../flow/edits/edges';
import { newNode } from '../flow/edits/new-node';
import { addNode, removeNodes } from '../flow/edits/nodes';
import { sketch } from '../flow/sketch';
import { fixesFor } from './fixes';
import { hasErrors, lint } from './lint';

/** Drafts as hands make them: nodes of all kinds, connected anyhow, some edges without ends. */
const drafts = fc
	.record({
		kinds: fc.array(fc.constantFrom('step', 'parallel', 'exclusive', 'end', 'start'), { maxLength: 8 }),
		ways: fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.constantFrom(null, 'x > 1', 'x +', '')), { maxLength: 16 }),
		loose: fc.boolean(),
	})
	.map(({ kinds, ways, loose }) => {
		let flow = kinds.reduce<FlowDefinition>(
			(drawn, kind) => addNode(drawn, newNode(drawn, kind as 'step'), { x: 0, y: 0 }),
			removeNodes(sketch('a'), ['a']),
		);
		for (const [from, to, condition] of ways) {
			const source = flow.nodes[from % flow.nodes.length]?.id ?? '';
			const target = flow.nodes[to % flow.nodes.length]?.id ?? '';
			const connected = connect(flow, source, target);
			const edge = connected.edges.at(-1);
			flow = connected !== flow && edge !== undefined ? setEdge(connected, edge.id, { condition }) : connected;
		}
		return loose ? { ...flow, nodes: flow.nodes.slice(1) } : flow;
	});

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
});
