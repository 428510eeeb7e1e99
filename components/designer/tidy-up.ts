/** Runs one layout in a worker; `signal` ends it at once. */
import type { FlowDefinition, FlowLayout } from '@/saga/flow/definition';

type Answer = { readonly layout: FlowLayout } | { readonly error: string };

export function tidyUp(definition: FlowDefinition, signal: AbortSignal): Promise<FlowLayout> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL('./tidy-up.worker.ts', import.meta.url), { type: 'module' });
		const end = () => worker.terminate();
		signal.addEventListener('abort', () => {
			end();
			reject(new DOMException('The layout was cancelled', 'AbortError'));
		});
		worker.onmessage = ({ data }: MessageEvent<Answer>) => {
			end();
			if ('layout' in data) resolve(data.layout);
			else reject(new Error(`The layout failed: ${data.error}`));
		};
		worker.onerror = (event) => {
			end();
			reject(new Error(`The layout failed: ${event.message}`));
		};
		worker.postMessage(definition);
	});
}
