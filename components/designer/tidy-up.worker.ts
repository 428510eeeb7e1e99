/** Auto-layout off the main thread: the page ends this worker when it is no longer wanted. */
import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';

const elk = new ELK();

addEventListener('message', ({ data }: MessageEvent<ElkNode>) => {
	elk.layout(data).then(
		(layout) => postMessage({ layout }),
		(error: unknown) => postMessage({ error: error instanceof Error ? error.message : String(error) }),
	);
});
