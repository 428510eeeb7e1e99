import { describe, expect, it } from 'vitest';
import { flowDefinitionSchema } from '@/saga/flow/definition';
import { pivotLine } from '@/saga/flow/queries/pivot-line';
import { sampleInput } from '@/saga/flow/queries/sample-input';
import { undoCoverage } from '@/saga/flow/queries/undo-coverage';
import { undoOrderAt } from '@/saga/flow/queries/undo-order-at';
import { lint } from '@/saga/lint/lint';
import { bookTrip } from './book-trip';
import { hotelRoom } from './hotel-room';
import { placeOrder } from './place-order';

describe('the demo flows', () => {
	it.each([bookTrip, placeOrder, hotelRoom])('$name fits the schema and lies on the canvas', (flow) => {
		expect(flowDefinitionSchema.parse(flow)).toEqual(flow);
		expect(Object.keys(flow.layout.nodes).sort()).toEqual(flow.nodes.map((node) => node.id).sort());
	});

	it.each([bookTrip, placeOrder, hotelRoom])('$name has no problem', (flow) => expect(lint(flow)).toEqual([]));

	it('all of Book trip that can be undone is', () =>
		expect(undoCoverage(bookTrip)).toEqual({ covered: 4, total: 4, missing: [] }));

	it('Book trip undoes the card first, then the three reservations at once', () =>
		expect(undoOrderAt(bookTrip, 'confirm-trip').map((item) => [item.order, item.step, item.conditional])).toEqual([
			[1, 'charge-card', false],
			[2, 'reserve-flight', false],
			[2, 'reserve-hotel', false],
			[2, 'reserve-car', false],
		]));

	it('the line of no return lies behind the confirmation', () =>
		expect(pivotLine(bookTrip)).toEqual({ pivot: 'confirm-trip', after: ['end'] }));

	it('the sample has every start field', () =>
		expect(sampleInput(placeOrder)).toMatchObject({ order: { id: 'A-1001' }, demo: { fail: null } }));
});
