/**
 * Own edits that the server does not have yet, in this browser's storage: they survive a reload, a crash of the tab and
 * a server that is away. One entry per flow and tab; entries of tabs that are gone are adopted by the next.
 */
import { z } from 'zod';
import { type FlowDefinition, flowDefinitionSchema } from '@/saga/flow/definition';

export interface KeptDraft {
	/** The revision on which the edits were made. */
	readonly revision: number;
	readonly definition: FlowDefinition;
	readonly at: number;
}

const keptDraftSchema = z.object({ revision: z.number(), definition: flowDefinitionSchema, at: z.number() });
const prefix = 'unwind.draft.';
const keyOf = (flowId: string, tab: string) => `${prefix}${flowId}.${tab}`;

type Drafts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export function keepDraft(storage: Drafts, flowId: string, tab: string, draft: KeptDraft): boolean {
	try {
		storage.setItem(keyOf(flowId, tab), JSON.stringify(draft));
		return true;
	} catch {
		return false;
	}
}

export function dropKeptDraft(storage: Drafts, flowId: string, tab: string): void {
	storage.removeItem(keyOf(flowId, tab));
}

function readKept(storage: Drafts, key: string): KeptDraft | null {
	try {
		const read = keptDraftSchema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}

/** This tab's own kept edits, else the newest of a tab that is no longer open; an adopted entry becomes this tab's. */
export function takeKeptDraft(
	storage: Drafts,
	flowId: string,
	tab: string,
	openTabs: ReadonlySet<string>,
): KeptDraft | null {
	const own = readKept(storage, keyOf(flowId, tab));
	if (own !== null) return own;
	const start = `${prefix}${flowId}.`;
	const orphans = Array.from({ length: storage.length }, (_, at) => storage.key(at))
		.filter((key): key is string => key?.startsWith(start) ?? false)
		.filter((key) => !openTabs.has(key.slice(start.length)))
		.map((key) => ({ key, kept: readKept(storage, key) }))
		.sort((left, right) => (right.kept?.at ?? 0) - (left.kept?.at ?? 0));
	const newest = orphans[0];
	if (newest === undefined || newest.kept === null) return null;
	storage.removeItem(newest.key);
	keepDraft(storage, flowId, tab, newest.kept);
	return newest.kept;
}
