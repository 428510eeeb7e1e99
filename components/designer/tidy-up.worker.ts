/** Auto-layout off the main thread: the page ends this worker when it is no longer wanted. */
import ELK from 'elkjs/lib/elk.bundled.js';
import type { FlowDefinition } from '@/saga/flow/definition';
import { tidyLayout } from './tidy-layout';

const elk = new ELK();

addEventListener('message', ({ data }: MessageEvent<FlowDefinition>) => {
	tidyLayout(data, (graph) => elk.layout(graph)).then(
		(layout) => postMessage({ layout }),
		(error: unknown) => postMessage({ error: error instanceof Error ? error.message : String(error) }),
	);
});
