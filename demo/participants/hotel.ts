/** Reserves rooms. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { participant } from '@/participant/participant';
import { fail, failIfAsked, giveBack, hold, pace } from './pretend';

const reservation = z.object({
	tripId: z.string(),
	city: z.string(),
	date: z.string(),
	nights: z.number(),
	guest: z.string(),
	fail,
});

export const hotel = (connection: Connection) =>
	participant({ name: 'hotel', ...connection })
		.command(
			'reserve-hotel',
			reservation,
			async (room, { db, key }) => {
				await pace(1_100);
				failIfAsked(room.fail, 'reserve-hotel', 'SOLD_OUT', 'No room left on that date.');
				return { reservationId: await hold(db, 'hotel', key, room) };
			},
			{ undo: 'cancel-room' },
		)
		.command('cancel-room', z.object({ tripId: z.string() }), async (_, { db, key }) => {
			await pace(900);
			await giveBack(db, 'hotel', key);
		});
