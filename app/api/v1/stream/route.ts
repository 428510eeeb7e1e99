/** GET /stream: server-sent events. Pulled by the reader, ended by the reader or by the end of the process. */
import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { eventText, streamHead } from '@/server/access/stream/event-text';
import { openStream } from '@/server/access/stream/open-stream';
import { processEnd } from '@/server/access/stream/process-end';
import { startingPosition } from '@/server/access/stream/stream-position';
import { parseTopics } from '@/server/access/stream/stream-topics';

export const GET = endpoint(async ({ actor, request }) => {
	const { searchParams } = new URL(request.url);
	const topics = parseTopics(searchParams.get('topics') ?? '');
	if (!topics.ok) return answer(topics);
	const from = startingPosition(topics.value.sagas, {
		lastEventId: request.headers.get('last-event-id'),
		last: searchParams.get('last'),
	});
	const gone = new AbortController();
	const end = AbortSignal.any([request.signal, gone.signal, processEnd()]);
	const items = openStream(actor, topics.value, from, end);
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		start: (controller) => controller.enqueue(encoder.encode(streamHead)),
		async pull(controller) {
			const next = await items.next();
			if (next.done) controller.close();
			else controller.enqueue(encoder.encode(eventText(next.value)));
		},
		async cancel() {
			gone.abort();
			await items.return(undefined);
		},
	});
	return new Response(body, {
		headers: {
			'content-type': 'text/event-stream; charset=utf-8',
			// Neither stored nor compressed on the way: both would hold events back.
			'cache-control': 'no-cache, no-transform',
			'x-accel-buffering': 'no',
		},
	});
});
