/**
 * The branches of compiled flows, and which of them an exploration has gone: each way on (an edge, so each way of a
 * decision and its default, each branch of a fork, each way behind a boundary event), each event that can react beside the
 * way (a boundary event, an event-started subflow), and each compensation.
 */
import type { CompiledFlow, CompiledNode } from '../compile/compiled-flow';
import type { HistoryEntry } from '../engine/entry';

export interface Branch {
	readonly kind: 'way' | 'event' | 'undo';
	readonly flow: string;
	/** Of the edge, the boundary event, the event-started subflow, or the activity that is undone. */
	readonly id: string;
	/** For people: `a → b`, `a<a-error`, `undo a`. */
	readonly title: string;
	/** Why it has not been gone, as far as that is known. */
	readonly why: string;
}

export interface Coverage {
	readonly branches: number;
	readonly covered: number;
	/** Of a hundred, with one decimal. */
	readonly percent: number;
	readonly missing: readonly Branch[];
}

export class CoveredBranches {
	private readonly gone = new Set<string>();
	private readonly entered = new Set<string>();

	constructor(private readonly flows: readonly CompiledFlow[]) {}

	note(flow: CompiledFlow, entries: readonly HistoryEntry[]): void {
		const { id } = flow;
		for (const entry of entries) {
			if (entry.type === 'edgesTaken' || entry.type === 'joined') {
				this.entered.add(`${id} ${entry.node}`);
				this.gone.add(`event ${id} ${entry.node}`);
				for (const edge of entry.edges) this.gone.add(`way ${id} ${edge}`);
			} else if (entry.type === 'waitEnded') this.noteRace(flow, entry.node);
			else if (entry.type === 'tokenMade') this.gone.add(`event ${id} ${entry.node}`);
			else if (entry.type === 'scopeOpened') this.gone.add(`event ${id} ${entry.node}`);
			else if (entry.type === 'undoStarted') this.gone.add(`undo ${id} ${entry.step}`);
			else if (entry.type === 'stepStarted') this.entered.add(`${id} ${entry.step}`);
		}
	}

	/** The token of an event race is inside it until it is inside the catch: it takes no edge. */
	private noteRace(flow: CompiledFlow, won: string): void {
		const edge = flow.nodes
			.get(won)
			?.incoming.find((way) => flow.nodes.get(flow.edges.get(way)?.source ?? '')?.kind === 'event-race');
		if (edge !== undefined) this.gone.add(`way ${flow.id} ${edge}`);
	}

	result(): Coverage {
		const branches = this.flows.flatMap((flow) => this.branchesOf(flow));
		const missing = branches.filter(({ kind, flow, id }) => !this.gone.has(`${kind} ${flow} ${id}`));
		const covered = branches.length - missing.length;
		const percent = branches.length === 0 ? 100 : Math.floor((1_000 * covered) / branches.length) / 10;
		return { branches: branches.length, covered, percent, missing };
	}

	private branchesOf(flow: CompiledFlow): readonly Branch[] {
		const ways = [...flow.edges.values()].map(({ id, source, target }): Branch => {
			return {
				kind: 'way',
				flow: flow.id,
				id,
				title: `${source} → ${target}`,
				why: this.whyNotTaken(flow, source, id),
			};
		});
		const others = [...flow.nodes.values()].flatMap((node) => this.besides(flow, node));
		return [...ways, ...others];
	}

	private besides(flow: CompiledFlow, node: CompiledNode): readonly Branch[] {
		const { id } = node;
		if (node.kind === 'boundary')
			return [{ kind: 'event', flow: flow.id, id, title: `${node.attachedTo}<${id}`, why: whyNoEvent(node) }];
		if (node.kind === 'subflow' && node.eventStarted)
			return [
				{ kind: 'event', flow: flow.id, id, title: `on ${id}`, why: 'Its event never came while its scope was open.' },
			];
		const isSealed = node.kind === 'call' && node.isPivot;
		const isUndone = 'compensation' in node && node.compensation.type !== 'none' && !isSealed;
		if (!isUndone) return [];
		return [{ kind: 'undo', flow: flow.id, id, title: `undo ${id}`, why: this.whyNotUndone(flow, id) }];
	}

	private whyNotTaken(flow: CompiledFlow, source: string, edge: string): string {
		const node = flow.nodes.get(source);
		if (node?.kind === 'boundary') return whyNoEvent(node);
		if (!this.entered.has(`${flow.id} ${source}`)) return `Nothing that was tried leads to ${source}.`;
		const split = node?.kind === 'exclusive' || node?.kind === 'inclusive' ? node : (node?.split ?? null);
		if (split?.defaultEdge === edge) return 'One of the other conditions always held.';
		const condition = split?.branches.find((branch) => branch.edge === edge)?.condition?.source;
		if (condition !== undefined) return `Nothing that was tried makes ${condition} true, or an earlier way was taken.`;
		return `Nothing that was tried comes out of ${source} this way.`;
	}

	private whyNotUndone(flow: CompiledFlow, id: string): string {
		if (!this.entered.has(`${flow.id} ${id}`)) return `Nothing that was tried leads to ${id}.`;
		return flow.hasPivot ? 'Nothing behind it can fail before the pivot seals it.' : 'Nothing behind it can fail.';
	}
}

function whyNoEvent({ on, attachedTo }: Extract<CompiledNode, { kind: 'boundary' }>): string {
	switch (on.type) {
		case 'error':
			return `Nothing in ${attachedTo} fails ${on.code ?? 'so that it is caught here'}.`;
		case 'escalation':
			return `Nothing in ${attachedTo} escalates ${on.code ?? 'to here'}.`;
		case 'timer':
			return `${attachedTo} was always over before.`;
		default:
			return `Its event never came while ${attachedTo} was open.`;
	}
}
