/** Insures and ships. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { participant } from '@/participant/participant';
import { fail, failIfAsked, giveBack, hold, pace } from './pretend';

const insurance = z.object({ orderId: z.string(), value: z.number(), fail });
const shipment = z.object({ orderId: z.string(), to: z.string(), items: z.array(z.unknown()), fail });

export const shipping = (connection: Connection) =>
	participant({ name: 'shipping', ...connection })
		.command(
			'insure-shipment',
			insurance,
			async (policy, { db, key }) => {
				await pace(500);
				failIfAsked(policy.fail, 'insure-shipment', 'NOT_INSURABLE', 'No insurer takes this shipment.');
				return { policyId: await hold(db, 'shipping', key, policy) };
			},
			{ undo: 'cancel-insurance' },
		)
		.command('cancel-insurance', z.object({ orderId: z.string() }), async (_, { db, key }) => {
			await pace(300);
			await giveBack(db, 'shipping', key);
		})
		.command('ship-order', shipment, async (parcel, { db, key }) => {
			await pace(800);
			failIfAsked(parcel.fail, 'ship-order', 'NO_CARRIER', 'No carrier serves that address.');
			return { trackingId: await hold(db, 'shipping', key, parcel) };
		});
