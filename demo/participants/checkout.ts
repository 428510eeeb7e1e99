/** Asks guests to pay, by a provider of its own that tells `paid` when they have: soon, late or never. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { participant } from '@/participant/participant';
import { eventTeller } from '@/participant/tell-event';
import { fail, failIfAsked, giveBack, hold, later, pace } from './pretend';

const request = z.object({
	bookingId: z.string(),
	amount: z.number().positive(),
	pays: z.enum(['soon', 'late', 'never']),
	fail,
});

/** `soon` comes before the room is reserved, `late` well after it, and still in time. */
const paysAfterMs = { soon: 800, late: 12_000 } as const;

export const checkout = (connection: Connection) => {
	const tell = eventTeller({ bus: connection.bus, source: '/checkout' });
	return participant({ name: 'checkout', ...connection })
		.command(
			'request-payment',
			request,
			async ({ pays, ...payment }, { db, key }) => {
				await pace(500);
				failIfAsked(payment.fail, 'request-payment', 'PROVIDER_DOWN', 'The payment provider does not answer.');
				const requestId = await hold(db, 'checkout', key, payment);
				const { bookingId, amount } = payment;
				const paid = { id: `paid/${key}`, name: 'paid', key: bookingId, data: { requestId, amount } };
				if (pays !== 'never') later(connection, paysAfterMs[pays], () => tell(paid));
				return { requestId, link: `https://pay.example/${requestId}` };
			},
			{ undo: 'void-payment' },
		)
		.command('void-payment', z.object({ bookingId: z.string() }), async (_, { db, key }) => {
			await pace(600);
			await giveBack(db, 'checkout', key);
		});
};
