/**
 * What lists and deployments want to know of a draft: its problems, and the hash of what compile reads.
 * Invariant: both are functions of the draft's text alone, so they are remembered per flow while the text stands.
 */
import { createHash } from 'node:crypto';
import { hashedPart } from '@/saga/compile/flow-hash-input';
import { canonicalJson } from '@/saga/expression/json';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { Problem } from '@/saga/flow/problem';
import { lint } from '@/saga/lint/lint';

export interface DraftFacts {
	readonly revision: number;
	/** As stored: canonical JSON. */
	readonly draft: string;
	readonly definition: FlowDefinition;
	readonly problems: readonly Problem[];
	readonly hash: string;
}

interface Draft {
	readonly id: string;
	readonly revision: number;
	readonly draft: string;
}

const remembered = new Map<string, DraftFacts>();
const rememberedMax = 300;

/** What was found out about this revision before, if it is still known. */
export function rememberedFacts(flowId: string, revision: number): DraftFacts | null {
	const known = remembered.get(flowId);
	return known?.revision === revision ? known : null;
}

/** The draft has passed flowDefinitionSchema when it was saved. */
export function draftFacts({ id, revision, draft }: Draft): DraftFacts {
	const known = remembered.get(id);
	if (known?.draft === draft && known.revision === revision) return known;
	const definition = JSON.parse(draft) as FlowDefinition;
	const facts = { revision, draft, definition, problems: lint(definition), hash: flowHash(definition) };
	remembered.delete(id);
	const oldest = remembered.keys().next().value;
	if (remembered.size >= rememberedMax && oldest !== undefined) remembered.delete(oldest);
	remembered.set(id, facts);
	return facts;
}

function flowHash(definition: FlowDefinition): string {
	return createHash('sha256')
		.update(canonicalJson(hashedPart(definition)))
		.digest('hex');
}
