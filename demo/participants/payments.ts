/** Charges cards; an expired one is refused. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { Failed } from '@/participant/outcome';
import { participant } from '@/participant/participant';
import { fail, failIfAsked, giveBack, hold, pace } from './pretend';

const charge = z.object({
	reference: z.string(),
	amount: z.number().positive(),
	card: z.string(),
	expires: z.string().regex(/^\d{4}-\d{2}$/),
	fail,
});

export const payments = (connection: Connection) =>
	participant({ name: 'payments', ...connection })
		.command(
			'charge-card',
			charge,
			async (payment, { db, key }) => {
				await pace(900);
				failIfAsked(payment.fail, 'charge-card', 'CARD_DECLINED', 'The card was declined.');
				if (payment.expires < new Date().toISOString().slice(0, 7)) {
					throw new Failed('CARD_EXPIRED', `The card expired in ${payment.expires}.`);
				}
				return { paymentId: await hold(db, 'payments', key, payment) };
			},
			{ undo: 'refund-card' },
		)
		.command('refund-card', z.object({ reference: z.string(), amount: z.number() }), async (_, { db, key }) => {
			await pace(700);
			await giveBack(db, 'payments', key);
		});
