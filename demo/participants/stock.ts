/** Sets goods aside. */
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { participant } from '@/participant/participant';
import { fail, failIfAsked, giveBack, hold, pace } from './pretend';

const items = z.array(z.object({ sku: z.string(), quantity: z.number().int().positive() })).min(1);

export const stock = (connection: Connection) =>
	participant({ name: 'stock', ...connection })
		.command(
			'reserve-stock',
			z.object({ orderId: z.string(), items, fail }),
			async (goods, { db, key }) => {
				await pace(600);
				failIfAsked(goods.fail, 'reserve-stock', 'OUT_OF_STOCK', 'Not enough of it is in stock.');
				return { reservationId: await hold(db, 'stock', key, goods) };
			},
			{ undo: 'release-stock' },
		)
		.command('release-stock', z.object({ orderId: z.string(), items }), async (_, { db, key }) => {
			await pace(400);
			await giveBack(db, 'stock', key);
		});
