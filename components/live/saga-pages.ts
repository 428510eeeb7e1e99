/**
 * The pages of the saga list as loaded, and what the stream tells about them.
 * Invariant: a row never changes its place: known rows change where they stand, new ones wait (`fresh`) until the reader
 * asks for them.
 */
import type { SagaListAnswer, SagaRowStatus, SagaSummary } from '@/contract/http/sagas';

export interface SagaFilter {
	readonly status: readonly SagaRowStatus[];
	readonly flow: string | null;
	readonly text: string;
	readonly incidents: boolean;
}

export interface SagaPages {
	readonly pages: readonly SagaListAnswer[];
	/** Newest first; not shown yet. */
	readonly fresh: readonly SagaSummary[];
}

/** The same judgement as the server's. */
export function passesFilter(saga: SagaSummary, { status, flow, text, incidents }: SagaFilter): boolean {
	if (status.length > 0 && !status.includes(saga.status)) return false;
	if (flow !== null && saga.flowId !== flow) return false;
	if (incidents && saga.openIncidents === 0) return false;
	return text === '' || saga.id === text.toLowerCase() || (saga.businessKey?.startsWith(text) ?? false);
}

/** Ids are time-ordered (UUIDv7), so newest first is by id. */
const newestFirst = (left: SagaSummary, right: SagaSummary) => (left.id < right.id ? 1 : -1);

export function heard(list: SagaPages, sagas: readonly SagaSummary[], filter: SagaFilter): SagaPages {
	const news = new Map(sagas.map((saga) => [saga.id, saga]));
	const known = new Set<string>();
	const renewed = (saga: SagaSummary) => {
		known.add(saga.id);
		const now = news.get(saga.id);
		return now === undefined || now.updatedAt < saga.updatedAt ? saga : now;
	};
	const pages = list.pages.map((page) =>
		page.sagas.some(({ id }) => news.has(id)) ? { ...page, sagas: page.sagas.map(renewed) } : page,
	);
	for (const page of list.pages) for (const { id } of page.sagas) known.add(id);
	const waiting = list.fresh.map(renewed).filter((saga) => passesFilter(saga, filter));
	const oldestShown = list.pages.at(-1)?.next == null ? '' : (list.pages.at(-1)?.sagas.at(-1)?.id ?? '');
	const added = [...news.values()].filter(
		(saga) => !known.has(saga.id) && saga.id > oldestShown && passesFilter(saga, filter),
	);
	return { pages, fresh: [...waiting, ...added].sort(newestFirst) };
}

/** The waiting rows take their places by age. */
export function withFreshShown({ pages, fresh }: SagaPages): SagaPages {
	const [first, ...rest] = pages;
	if (first === undefined || fresh.length === 0) return { pages, fresh: [] };
	return { pages: [{ ...first, sagas: [...fresh, ...first.sagas] }, ...rest], fresh: [] };
}
