/** Reserves hotel rooms and makes their key cards; a broken card machine is mended by a technician, who says so. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { Failed } from '@/participant/outcome';
import { participant } from '@/participant/participant';
import { eventTeller } from '@/participant/tell-event';
import { fail, failIfAsked, giveBack, hold, later, pace } from './pretend';

const reservation = z.object({
	bookingId: z.string(),
	hotel: z.string(),
	nights: z.number().int().positive(),
	guest: z.string(),
	fail,
});

const mendedAfterMs = 15_000;

export const rooms = (connection: Connection) => {
	const tell = eventTeller({ bus: connection.bus, source: '/rooms' });
	/** Bookings for which the card machine has been mended. */
	const mended = new Set<string>();
	return participant({ name: 'rooms', ...connection })
		.command(
			'reserve-room',
			reservation,
			async (room, { db, key }) => {
				await pace(2_500);
				failIfAsked(room.fail, 'reserve-room', 'NO_ROOM', 'No room is left in that hotel.');
				return { reservationId: await hold(db, 'rooms', key, room) };
			},
			{ undo: 'release-room' },
		)
		.command('release-room', z.object({ bookingId: z.string() }), async (_, { db, key }) => {
			await pace(700);
			await giveBack(db, 'rooms', key);
		})
		.command(
			'make-key-card',
			z.object({ bookingId: z.string(), guest: z.string(), fail }),
			async (card, { db, key }) => {
				await pace(600);
				if (card.fail !== 'make-key-card' || mended.has(card.bookingId))
					return { cardId: await hold(db, 'key-cards', key, card) };
				later(connection, mendedAfterMs, async () => {
					mended.add(card.bookingId);
					await tell({ id: `fix/${key}`, name: 'fix', key: card.bookingId, data: { by: 'the technician' } });
				});
				throw new Failed('MACHINE_BROKEN', 'The card machine is broken; a technician is on the way.');
			},
		);
};
