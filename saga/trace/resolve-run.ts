/** What a RUN of a trace means: which nodes its parts name, which entry of them, whether its command is open. */
import type { CompiledFlow, CompiledNode } from '../compile/compiled-flow';
import type { Entered, NodePart, RunTree } from './run-tree';
import type { PathPart, RunRef } from './trace';
import type { TracedSaga } from './traced-saga';

/** A line that cannot be played as it is written. */
export class TraceError extends Error {}

/** What a line does with a run decides which runs it can mean, and which of them are open. */
export type RunUse = 'reply' | 'undo-reply' | 'approve' | 'operate';

export interface ResolvedRun {
	readonly entered: Entered;
	readonly isOpen: boolean;
	/** Of the command (or undo) as the state knows it; null where it is closed. */
	readonly newestAttempt: number | null;
}

/** `called`: the flow that a call runs. */
export interface FlowNames {
	readonly flow: CompiledFlow;
	readonly called: (flow: string) => CompiledFlow | null;
}

/** Names → nodes: an id, else a command that one step of its scope sends. Throws TraceError. */
export function resolvePath({ flow, called }: FlowNames, parts: readonly PathPart[]): readonly NodePart[] {
	let within = { flow, scope: '' };
	let host: { readonly node: CompiledNode; readonly flow: CompiledFlow } | null = null;
	return parts.map(({ step, count }) => {
		if (step === 'undo' && host?.flow.scopes.has(`${host.node.id}/undo`)) {
			within = { flow: host.flow, scope: `${host.node.id}/undo` };
			host = null;
			return { node: 'undo', count };
		}
		const node = nodeNamed(within.flow, within.scope, step);
		host = { node, flow: within.flow };
		if (node.kind === 'subflow') within = { flow: within.flow, scope: node.id };
		if (node.kind === 'call') within = { flow: called(node.flow) ?? within.flow, scope: '' };
		return { node: node.id, count };
	});
}

export function nodeNamed(flow: CompiledFlow, scope: string, name: string): CompiledNode {
	const nodes = [...flow.nodes.values()];
	const found = flow.nodes.get(name);
	if (found?.scope === scope) return found;
	const senders = nodes.filter((node) => node.kind === 'step' && node.command === name && node.scope === scope);
	const [only] = senders;
	if (only !== undefined && senders.length === 1) return only;
	if (senders.length > 1)
		throw new TraceError(
			`"${name}" is the command of several steps. Name the step: ${senders.map((step) => step.id).join(' or ')}.`,
		);
	if (found !== undefined)
		throw new TraceError(
			`"${name}" stands elsewhere in the flow. Write "${[...pathTo(flow, found.scope), name].join('/')}".`,
		);
	const known = nodes.filter((node) => node.kind === 'step' && node.scope === scope).map((step) => step.id);
	throw new TraceError(
		`The flow has no step "${name}"${scope === '' ? '' : ` in ${scope}`}. It has ${known.length === 0 ? 'none' : known.join(', ')}.`,
	);
}

function pathTo(flow: CompiledFlow, scope: string): readonly string[] {
	if (scope === '') return [];
	const host = scope.replace(/\/undo$/, '');
	const own = scope === host ? [host] : [host, 'undo'];
	return [...pathTo(flow, flow.nodes.get(host)?.scope ?? ''), ...own];
}

/** Without a number: the one open run, else the newest. Throws TraceError. */
export function resolveRun(tree: RunTree, saga: TracedSaga, names: FlowNames, ref: RunRef, use: RunUse): ResolvedRun {
	const path = resolvePath(names, ref.parts);
	const text = ref.parts.map(({ step }) => step).join('/');
	const candidates = tree.matching(saga.name, path).filter((entered) => isUsable(entered, use));
	const [first] = candidates;
	if (first === undefined) {
		const count = tree.count(saga.name, path);
		const number = path.at(-1)?.count ?? null;
		throw new TraceError(
			count > 0 && number !== null
				? `"${text}" has ${count} run(s), so there is no #${number}.`
				: `"${text}" has not been started yet in this trace.`,
		);
	}
	const open = candidates.filter((entered) => openAttempt(entered, use) !== null);
	if (open.length > 1) {
		const numbers = open.map((entered) => `#${tree.numberOf(entered)}`).join(' or ');
		throw new TraceError(`"${text}" has several open runs. Say which: ${numbers}.`);
	}
	const entered = open[0] ?? newest(candidates, use) ?? first;
	const attempt = openAttempt(entered, use);
	return { entered, isOpen: attempt !== null, newestAttempt: attempt === 0 ? null : attempt };
}

/** Closed: of undo replies the newest run that has ever been undone. */
function newest(candidates: readonly Entered[], use: RunUse): Entered | undefined {
	const undone = use === 'undo-reply' ? candidates.filter(({ saga, number }) => saga.wasUndone(number)) : [];
	return (undone.length > 0 ? undone : candidates).at(-1);
}

function isUsable({ kind }: Entered, use: RunUse): boolean {
	if (use === 'reply') return kind === 'step';
	if (use === 'approve') return kind === 'approval';
	return use === 'operate' || kind !== 'wait';
}

/** The newest attempt of what is open of it; 0 where it has no attempts; null where nothing is open. */
function openAttempt({ saga, number }: Entered, use: RunUse): number | null {
	const state = saga.saga?.state;
	if (state === undefined) return null;
	const forward = state.runs.find(({ run }) => run === number)?.attempt ?? null;
	const undo = state.undos.find(({ run }) => run === number)?.attempt ?? null;
	switch (use) {
		case 'reply':
			return forward;
		case 'undo-reply':
			return undo;
		case 'approve':
			return state.approvals.some(({ run }) => run === number) ? 0 : null;
		case 'operate':
			return undo ?? forward ?? (isOtherwiseOpen(saga, number) ? 0 : null);
	}
}

function isOtherwiseOpen(saga: TracedSaga, number: number): boolean {
	const state = saga.saga?.state;
	if (state === undefined) return false;
	return (
		state.approvals.some(({ run }) => run === number) ||
		state.calls.some(({ run }) => run === number) ||
		state.waits.some(({ wait }) => wait === number) ||
		state.scopes.some(({ scope }) => scope === number)
	);
}
