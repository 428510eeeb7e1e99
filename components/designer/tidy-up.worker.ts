/** Auto-layout off the main thread: the page ends this worker when it is no longer wanted. */
import type { FlowDefinition } from '@/saga/flow/definition';
import { arrange } from './arrange';

addEventListener('message', ({ data }: MessageEvent<FlowDefinition>) => {
	arrange(data).then(
		(layout) => postMessage({ layout }),
		(error: unknown) => postMessage({ error: error instanceof Error ? error.message : String(error) }),
	);
});
