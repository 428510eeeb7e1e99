/**
 * What all parts of an export share: which id stands for what, what the flow's parts were in the file they come from,
 * and the messages, signals, errors and escalations that are named on the way.
 *
 * Invariant: the same definition gives the same ids, and an id is given once.
 */
import type { FlowDefinition, FlowEdge, FlowNode } from '../../flow/definition';
import type { KeptRecord, Origin } from '../../flow/kept';
import type { ScopeId } from '../../flow/nodes/node-base';
import { FreshIds, flowIdOf, isXmlId, participantNameOf, plainId } from '../model/ids';
import { type XmlElement, xml } from '../xml/xml-element';
import { feelText } from './feel-text';

export function rootKey(type: 'signal' | 'error' | 'escalation', name: string): string {
	return `root:${type}|${name}|`;
}

/** `key` null: the message has no subscription. */
export function messageRoot(name: string, key: string | null): string {
	return `root:message|${name}|${key === null ? '' : `=${key}`}`;
}

export class Writing {
	readonly roots = new Map<string, XmlElement>();
	/** XML ids by the keys of `Origin.of`. */
	readonly ids = new Map<string, string>();
	readonly processParticipant: string;
	private readonly origins: ReadonlyMap<string, Origin>;
	private readonly fresh: FreshIds;
	private readonly nodes: ReadonlyMap<string, FlowNode>;
	private readonly scopes: ReadonlyMap<ScopeId, readonly FlowNode[]>;
	private readonly edges: ReadonlyMap<ScopeId, readonly FlowEdge[]>;
	private readonly leaving: ReadonlyMap<string, readonly FlowEdge[]>;
	private readonly arriving: ReadonlyMap<string, readonly FlowEdge[]>;

	constructor(
		readonly definition: FlowDefinition,
		records: readonly KeptRecord[],
	) {
		this.nodes = new Map(definition.nodes.map((node) => [node.id, node]));
		this.scopes = grouped(definition.nodes, ({ scope }) => scope ?? '');
		this.edges = grouped(
			definition.edges,
			({ source, target }) => (this.nodeOf(source) ?? this.nodeOf(target))?.scope ?? '',
		);
		this.leaving = grouped(definition.edges, ({ source }) => source);
		this.arriving = grouped(definition.edges, ({ target }) => target);
		const origins = records.filter((record) => record.kind === 'origin');
		this.origins = new Map(origins.map((origin) => [origin.of, origin]));
		this.fresh = new FreshIds(records.flatMap((record) => (record.kind === 'element' ? [record.id] : [])));
		for (const { of, id } of origins)
			if (id !== null && !of.startsWith('call:') && !this.fresh.has(id)) this.ids.set(of, this.fresh.take(id));
		for (const { id } of definition.nodes) this.idOf(`node:${id}`, id);
		for (const { id } of definition.edges) this.idOf(`edge:${id}`, id);
		const process = this.idOf('process', isXmlId(definition.id) ? definition.id : `Process_${definition.id}`);
		this.processParticipant = participantNameOf(process);
	}

	origin(of: string): Origin | null {
		return this.origins.get(of) ?? null;
	}

	idOf(of: string, wanted: string): string {
		const known = this.ids.get(of);
		if (known !== undefined) return known;
		const id = this.fresh.take(isXmlId(wanted) ? wanted : plainId(wanted));
		this.ids.set(of, id);
		return id;
	}

	nodeId(id: string): string {
		return this.idOf(`node:${id}`, id);
	}

	nodeOf(id: string | undefined): FlowNode | undefined {
		return id === undefined ? undefined : this.nodes.get(id);
	}

	nodesIn(scope: ScopeId): readonly FlowNode[] {
		return this.scopes.get(scope) ?? [];
	}

	edgesFrom(node: string): readonly FlowEdge[] {
		return this.leaving.get(node) ?? [];
	}

	edgesTo(node: string): readonly FlowEdge[] {
		return this.arriving.get(node) ?? [];
	}

	/** Those whose source, or else whose target, stands there. */
	edgesIn(scope: ScopeId): readonly FlowEdge[] {
		return this.edges.get(scope) ?? [];
	}

	/** What makes an id of ours readable again where the XML id does not: nothing, if it does. */
	ownId(of: string, id: string): Readonly<Record<string, string | null>> {
		const written = this.ids.get(of) ?? id;
		const found = of === 'process' ? flowIdOf(written) : plainId(written);
		const called = this.origin(of)?.called ?? null;
		return { 'unwind:id': found === id ? null : id, 'unwind:called': called };
	}

	message(name: string, key: string | null): string {
		return this.root(messageRoot(name, key), `Message_${plainId(name)}`, (id) =>
			xml('bpmn:message', { id, name }, [
				key === null
					? null
					: xml('bpmn:extensionElements', {}, [
							xml('zeebe:subscription', { correlationKey: key === '' ? '' : feelText(key) }),
						]),
			]),
		);
	}

	signal(name: string): string {
		return this.root(rootKey('signal', name), `Signal_${plainId(name)}`, (id) => xml('bpmn:signal', { id, name }));
	}

	error(code: string): string {
		return this.root(rootKey('error', code), `Error_${plainId(code)}`, (id) =>
			xml('bpmn:error', { id, name: code, errorCode: code }),
		);
	}

	escalation(code: string): string {
		return this.root(rootKey('escalation', code), `Escalation_${plainId(code)}`, (id) =>
			xml('bpmn:escalation', { id, name: code, escalationCode: code }),
		);
	}

	private root(of: string, wanted: string, make: (id: string) => XmlElement): string {
		const id = this.idOf(of, wanted);
		if (!this.roots.has(of)) this.roots.set(of, make(id));
		return id;
	}
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}
