/** Only those still open: whoever was faster has answered the others. Locking order: by id. Index: request_pkey. */
import type { Statement } from '../statement';

export const lockRequests: Statement<[ids: readonly string[]], { id: string }> = {
	name: 'lock-requests',
	text: `
		select id from request
		where id = any($1::uuid[]) and status = 'open'
		order by id
		for update skip locked`,
};
