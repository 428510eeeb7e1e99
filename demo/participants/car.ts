/** Reserves cars. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { participant } from '@/participant/participant';
import { fail, failIfAsked, giveBack, hold, pace } from './pretend';

const reservation = z.object({
	tripId: z.string(),
	city: z.string(),
	date: z.string(),
	days: z.number(),
	driver: z.string(),
	fail,
});

export const car = (connection: Connection) =>
	participant({ name: 'car', ...connection })
		.command(
			'reserve-car',
			reservation,
			async (rental, { db, key }) => {
				await pace(400);
				failIfAsked(rental.fail, 'reserve-car', 'SOLD_OUT', 'No car left in that city.');
				return { reservationId: await hold(db, 'car', key, rental) };
			},
			{ undo: 'return-car' },
		)
		.command('return-car', z.object({ tripId: z.string() }), async (_, { db, key }) => {
			await pace(600);
			await giveBack(db, 'car', key);
		});
