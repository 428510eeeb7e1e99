/** Confirms trips: after that there is no way back. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { participant } from '@/participant/participant';
import { fail, failIfAsked, hold, pace } from './pretend';

const confirmation = z.object({ tripId: z.string(), customer: z.string(), fail });

export const trips = (connection: Connection) =>
	participant({ name: 'trips', ...connection }).command('confirm-trip', confirmation, async (trip, { db, key }) => {
		await pace(500);
		failIfAsked(trip.fail, 'confirm-trip', 'TRIP_CLOSED', 'The trip can no longer be confirmed.');
		return { confirmationId: await hold(db, 'trips', key, trip) };
	});
