import { describe } from 'vitest';
import { bookTrip } from '@/demo/flows/book-trip';
import { hotelRoom } from '@/demo/flows/hotel-room';
import { placeOrder } from '@/demo/flows/place-order';
import { spec } from './spec';

describe('Book trip', () => {
	spec(
		'T-06 books the trip',
		bookTrip,
		`
		start                                 → send reserve-flight {"tripId": "T-4711", "fail": null} reserve-hotel reserve-car {"days": 4}
		reply reserve-hotel ok {"room": 12}   → wait
		reply reserve-flight ok               → wait
		reply reserve-car ok                  → send charge-card {"amount": 890, "card": "tok_4242", "expires": "2031-08"}
		reply charge-card ok {"id": "P-1"}    → send confirm-trip
		reply confirm-trip ok                 → completed
	`,
	);

	spec(
		'U-08 a failed branch undoes what the other branches did',
		bookTrip,
		`
		start                            → send reserve-flight reserve-hotel reserve-car
		reply reserve-hotel ok           → wait
		reply reserve-flight failed FULL → undo reserve-hotel {"tripId": "T-4711"}, compensating
		undo-reply reserve-hotel ok      → wait
		reply reserve-car ok             → undo reserve-car
		undo-reply reserve-car ok        → compensated
	`,
	);

	spec(
		'U-09 a declined card undoes the three reservations at once',
		bookTrip,
		`
		start
		reply reserve-flight ok
		reply reserve-hotel ok
		reply reserve-car ok
		reply charge-card failed CARD_DECLINED → undo reserve-flight reserve-hotel reserve-car, compensating
		undo-reply reserve-car ok              → wait
		undo-reply reserve-flight ok           → wait
		undo-reply reserve-hotel ok            → compensated
	`,
	);

	spec(
		'U-08 a trip that cannot be confirmed gives the money back first',
		bookTrip,
		`
		start
		reply reserve-flight ok
		reply reserve-hotel ok
		reply reserve-car ok
		reply charge-card ok
		reply confirm-trip failed CLOSED → undo charge-card {"amount": 890, "reference": "T-4711"}, compensating
		undo-reply charge-card ok        → undo reserve-flight reserve-hotel reserve-car
	`,
	);
});

describe('Place order', () => {
	spec(
		'T-09 a dear order is insured',
		placeOrder,
		`
		start                    → send charge-card {"reference": "A-1001"} reserve-stock
		reply charge-card ok     → wait
		reply reserve-stock ok   → send insure-shipment {"value": 1240}
		reply insure-shipment ok → send ship-order
		reply ship-order ok      → completed
	`,
	);

	spec(
		'T-09 a cheap one is not',
		placeOrder,
		`
		start {"order": {"id": "A-2", "total": 12, "items": []}, "customer": {}}
		reply charge-card ok
		reply reserve-stock ok → send ship-order
	`,
	);

	spec(
		'U-01 an expired card releases the stock',
		placeOrder,
		`
		start
		reply charge-card failed CARD_EXPIRED → compensating
		reply reserve-stock ok                → undo reserve-stock {"orderId": "A-1001"}
		undo-reply reserve-stock ok           → compensated
	`,
	);
});

describe('Hotel room', () => {
	spec(
		'E-04 a payment that comes before the reservation waits for it',
		hotelRoom,
		`
		start                                    → send request-payment {"amount": 240, "pays": "soon"}
		reply request-payment ok                 → send reserve-room {"bookingId": "R-2041"}
		event paid R-2041 {"amount": 240}        → wait
		reply reserve-room ok                    → send make-key-card
		reply make-key-card ok                   → completed
	`,
	);

	spec(
		'T-19 who has not paid in time loses the room again',
		hotelRoom,
		`
		start
		reply request-payment ok
		reply reserve-room ok        → wait
		wait PT44S                   → wait
		wait PT1S                    → undo reserve-room, compensating
		undo-reply reserve-room ok   → undo request-payment
		undo-reply request-payment ok → compensated
	`,
	);

	spec(
		'R-12 a broken card machine holds it up until somebody has mended it',
		hotelRoom,
		`
		start
		reply request-payment ok
		reply reserve-room ok
		event paid R-2041                          → send make-key-card
		reply make-key-card failed MACHINE_BROKEN  → wait
		event fix R-2041                           → send make-key-card
		reply make-key-card ok                     → completed
	`,
	);
});
