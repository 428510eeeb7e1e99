/**
 * A request's body as JSON within bounds: read no further than allowed, and refused when it has keys or texts that could
 * not be stored as they are (saga/expression/json). Only `application/json` is taken, which also keeps pages of other
 * sites from posting here: for that type a browser asks first.
 */

import { checkJson } from '@/saga/expression/json';
import { type Outcome, refuse } from '@/server/access/outcome';

/** Above what any document of ours nests; payloads are held to their own, narrower bound. */
const depthMax = 70;

export async function readJson(request: Request, bytesMax: number): Promise<Outcome<unknown>> {
	const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
	if (type !== 'application/json')
		return refuse('bad-request', 'The body must be JSON. Send it with the header content-type: application/json.');
	const text = await readText(request, bytesMax);
	if (text === null)
		return refuse('too-large', `The body is larger than the ${bytesMax} bytes that are taken here. Send less.`);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		const cause = error instanceof Error ? error.message : String(error);
		return refuse('bad-request', `The body is no JSON: ${cause}. Mend it and send it again.`);
	}
	const problem = checkJson(value, { bytesMax: bytesMax * 2, depthMax });
	if (problem)
		return refuse('invalid', 'The body holds something that cannot be stored. Mend what the errors name.', {
			errors: [{ path: problem.path, message: problem.reason }],
		});
	return { ok: true, value };
}

/** Null: too large. What says so beforehand is not read at all. */
async function readText(request: Request, bytesMax: number): Promise<string | null> {
	if (Number(request.headers.get('content-length') ?? 0) > bytesMax) return null;
	if (request.body === null) return '';
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of request.body) {
		bytes += chunk.byteLength;
		// Leaving the loop cancels the body.
		if (bytes > bytesMax) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
