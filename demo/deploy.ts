/**
 * Deploys the demo flows as a user would: through the HTTP API. A flow that is there already stays as it is.
 * Usage: deploy http://127.0.0.1:3000
 */
import { bookTrip } from './flows/book-trip';
import { hotelRoom } from './flows/hotel-room';
import { placeOrder } from './flows/place-order';

const api = `${process.argv[2] ?? 'http://127.0.0.1:3000'}/api/v1/flows`;

async function send(method: string, path: string, body?: object): Promise<Response> {
	return fetch(api + path, {
		method,
		headers: { 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		signal: AbortSignal.timeout(20_000),
	});
}

async function expectOk(response: Response, what: string): Promise<unknown> {
	if (response.ok) return response.json();
	throw new Error(`${what} was answered with ${response.status}: ${await response.text()}`);
}

for (const definition of [bookTrip, placeOrder, hotelRoom]) {
	const found = await send('GET', `/${definition.id}`);
	if (found.ok) continue;
	const created = (await expectOk(
		await send('POST', '', { id: definition.id, name: definition.name, definition }),
		`Creating ${definition.name}`,
	)) as { revision: number };
	await expectOk(
		await send('POST', `/${definition.id}/versions`, { revision: created.revision, message: 'The demo, as it comes' }),
		`Deploying ${definition.name}`,
	);
	console.log(`Deployed ${definition.name}.`);
}
