import { describe, expect, it } from 'vitest';
import type { SagaSummary } from '@/contract/http/sagas';
import { heard, passesFilter, type SagaFilter, type SagaPages, withFreshShown } from './saga-pages';

const idOf = (number: number) => `01a20546-0000-7000-8000-${String(number).padStart(12, '0')}`;
const saga = (number: number, changes: Partial<SagaSummary> = {}): SagaSummary => ({
	id: idOf(number),
	flowId: 'book-trip',
	flowName: 'Book trip',
	flowVersion: 1,
	businessKey: `T-${number}`,
	status: 'running',
	suspended: false,
	steps: [],
	openIncidents: 0,
	startedAt: number,
	updatedAt: number,
	endedAt: null,
	refusal: null,
	...changes,
});
const all: SagaFilter = { status: [], flow: null, text: '', incidents: false };
const list: SagaPages = {
	pages: [
		{ sagas: [saga(9), saga(8)], next: 'b' },
		{ sagas: [saga(7), saga(6)], next: null },
	],
	fresh: [],
};
const shown = ({ pages }: SagaPages) => pages.flatMap((page) => page.sagas.map(({ businessKey }) => businessKey));
const waiting = ({ fresh }: SagaPages) => fresh.map(({ businessKey }) => businessKey);

describe('the saga list that the stream tells of', () => {
	it('changes a known row where it stands', () => {
		const now = heard(list, [saga(7, { status: 'completed', updatedAt: 50 })], all);
		expect(shown(now)).toEqual(['T-9', 'T-8', 'T-7', 'T-6']);
		expect(now.pages[1]?.sagas[0]?.status).toBe('completed');
		expect(now.pages[0]).toBe(list.pages[0]);
	});

	it('keeps a row that no longer passes the filter in its place', () => {
		const running: SagaFilter = { ...all, status: ['running'] };
		expect(shown(heard(list, [saga(8, { status: 'completed', updatedAt: 50 })], running))).toContain('T-8');
	});

	it('does not take what is older than what is shown', () => {
		const now = heard(list, [saga(9, { status: 'failed', updatedAt: 1 })], all);
		expect(now.pages[0]?.sagas[0]?.status).toBe('running');
	});

	it('lets new rows wait, newest first, and moves nothing', () => {
		const once = heard(list, [saga(10)], all);
		const twice = heard(once, [saga(12), saga(11)], all);
		expect(waiting(twice)).toEqual(['T-12', 'T-11', 'T-10']);
		expect(shown(twice)).toEqual(shown(list));
	});

	it('counts a waiting row once, as it is now, and drops it when it no longer passes', () => {
		const running: SagaFilter = { ...all, status: ['running'] };
		const once = heard(list, [saga(10)], running);
		expect(waiting(heard(once, [saga(10, { updatedAt: 60 })], running))).toEqual(['T-10']);
		expect(waiting(heard(once, [saga(10, { updatedAt: 60, status: 'completed' })], running))).toEqual([]);
	});

	it('takes no notice of rows beyond the last page loaded', () => {
		const first: SagaPages = { pages: [{ sagas: [saga(9), saga(8)], next: 'b' }], fresh: [] };
		expect(waiting(heard(first, [saga(3, { updatedAt: 99 })], all))).toEqual([]);
	});

	it('shows what waits on top', () => {
		const now = withFreshShown(heard(list, [saga(10)], all));
		expect(shown(now)).toEqual(['T-10', 'T-9', 'T-8', 'T-7', 'T-6']);
		expect(waiting(now)).toEqual([]);
	});
});

describe('the filter', () => {
	it.each([
		['by status', { status: ['failed'] }, false],
		['by flow', { flow: 'place-order' }, false],
		['by open incidents', { incidents: true }, false],
		['by the beginning of the business key', { text: 'T-' }, true],
		['not by its middle', { text: '-9' }, false],
		['by a whole id, in any case', { text: idOf(9).toUpperCase() }, true],
	] as const)('judges %s', (_, filter, passes) => {
		expect(passesFilter(saga(9), { ...all, ...filter })).toBe(passes);
	});
});
