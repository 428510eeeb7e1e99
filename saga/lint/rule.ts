/**
 * What a lint rule is: a code, a check over the whole definition, and the repairs it can offer. One rule is one file
 * here, one test beside it and one page `docs/rules/<code>.md`.
 *
 * Invariant: a check is pure, never throws on a definition that fits the schema, and lists its findings as drawn.
 * Costly views of the flow are made once per lint run and only if a rule asks.
 */
import type { CalledFlows } from '../compile/called-flows';
import type { EdgeId, FlowDefinition, FlowNode } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { type Concurrency, concurrency } from '../flow/queries/concurrency';
import { type FlowGraph, flowGraph } from '../flow/queries/graph';
import { type PivotLine, pivotLines } from '../flow/queries/pivot-line';
import { aliveNodes } from '../flow/queries/reachability';
import { tokenNet } from '../flow/queries/token-net';
import { type VariablesAt, variablesOf } from '../flow/queries/variables-at';
import { exploreTokens, type TokenFindings } from './explore-tokens';

export interface LintContext {
	readonly definition: FlowDefinition;
	readonly graph: FlowGraph;
	/** Nodes that a start leads to. */
	readonly alive: ReadonlySet<NodeId>;
	readonly concurrency: () => Concurrency;
	readonly variablesAt: VariablesAt;
	readonly tokens: () => TokenFindings;
	/** The calls that count as a pivot, as far as the called flows are known. */
	readonly pivotCalls: ReadonlySet<NodeId>;
	/** Each pivot, and what can run after it. */
	readonly pivots: () => readonly PivotLine[];
}

export interface Fix {
	/** What the button says. */
	readonly label: string;
	readonly apply: (definition: FlowDefinition) => FlowDefinition;
}

export interface Rule {
	readonly code: string;
	readonly check: (context: LintContext) => readonly Problem[];
	readonly fixes?: (definition: FlowDefinition, problem: Problem) => readonly Fix[];
}

/** `called`: as for compile. */
export function lintContext(definition: FlowDefinition, called: CalledFlows | null = null): LintContext {
	const graph = flowGraph(definition);
	const net = once(() => tokenNet(graph));
	const atOnce = once(() => concurrency(graph, net()));
	const variablesAt = once(() => variablesOf(definition, graph));
	const pivotCalls = new Set(definition.nodes.filter((node) => isPivotCall(node, called)).map((node) => node.id));
	return {
		definition,
		graph,
		pivotCalls,
		pivots: once(() => pivotLines(definition, pivotCalls)),
		alive: aliveNodes(graph),
		concurrency: atOnce,
		variablesAt: (node) => variablesAt()(node),
		tokens: once(() => exploreTokens(graph, net(), atOnce().doubled)),
	};
}

function isPivotCall(node: FlowNode, called: CalledFlows | null): boolean {
	if (node.kind !== 'call' || (node.compensation !== null && node.compensation.type !== 'none')) return false;
	return called?.get(node.flow)?.hasPivot ?? false;
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | null = null;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

type Severity = Problem['severity'];

export function atFlow(code: string, severity: Severity, message: string): Problem {
	return { code, severity, message, node: null, edge: null, field: null };
}

export function atEdge(
	code: string,
	severity: Severity,
	edge: EdgeId,
	message: string,
	field: string | null = null,
): Problem {
	return { code, severity, message, node: null, edge, field };
}

export function atNode(
	code: string,
	severity: Severity,
	node: NodeId,
	message: string,
	field: string | null = null,
): Problem {
	return { code, severity, message, node, edge: null, field };
}
