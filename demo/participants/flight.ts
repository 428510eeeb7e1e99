/** Reserves seats. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { participant } from '@/participant/participant';
import { fail, failIfAsked, giveBack, hold, pace } from './pretend';

const reservation = z.object({
	tripId: z.string(),
	from: z.string(),
	to: z.string(),
	date: z.string(),
	passenger: z.string(),
	fail,
});

export const flight = (connection: Connection) =>
	participant({ name: 'flight', ...connection })
		.command(
			'reserve-flight',
			reservation,
			async (seat, { db, key }) => {
				await pace(700);
				failIfAsked(seat.fail, 'reserve-flight', 'SOLD_OUT', 'The flight is sold out.');
				return { reservationId: await hold(db, 'flight', key, seat) };
			},
			{ undo: 'cancel-flight' },
		)
		.command('cancel-flight', z.object({ tripId: z.string() }), async (_, { db, key }) => {
			await pace(500);
			await giveBack(db, 'flight', key);
		});
