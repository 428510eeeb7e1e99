/** Trips to book: each with a business key of its own, so that stories do not meet in the lists. */
import { randomBytes } from 'node:crypto';

export interface Trip {
	readonly id: string;
	readonly payload: { readonly trip: object; readonly customer: object; readonly demo: object };
}

/** `fail`: the command that is to fail. */
export function trip(fail: string | null = null): Trip {
	const id = `T-${randomBytes(4).toString('hex')}`;
	return {
		id,
		payload: {
			trip: { id, from: 'Hamburg', to: 'Lisbon', date: '2031-05-12', nights: 3, price: 890 },
			customer: { name: 'Ada Moreau', card: 'tok_4242', cardExpires: '2031-08' },
			demo: { fail },
		},
	};
}

/** What the pretend services hold after a trip that was booked. */
export const booked = ['car', 'flight', 'hotel', 'payments', 'trips'].map((service) => ({ service, state: 'held' }));

/** After one whose card was declined: nothing was charged, and the rest is given back. */
export const unwound = ['car', 'flight', 'hotel'].map((service) => ({ service, state: 'given back' }));
