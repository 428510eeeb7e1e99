/** Addresses that the API does not have, in the API's own form. */
import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { refuse } from '@/server/access/outcome';

const nothingHere = endpoint(async ({ request }) =>
	answer(
		refuse(
			'not-found',
			`There is nothing at ${new URL(request.url).pathname}. docs/http-api.md lists the addresses of this API.`,
		),
	),
);

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
