/** One question to a BPMN worker of its own, so that no file, however large, holds up the page; `signal` ends it at once. */
import type { ImportResult } from '@/saga/bpmn/import-bpmn';
import type { ImportReport } from '@/saga/bpmn/read/report';
import { bytesMax } from '@/saga/bpmn/xml/read-xml';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { BpmnAnswer, BpmnQuestion } from './bpmn.worker';

export async function readBpmnFile(file: File, signal: AbortSignal): Promise<ImportResult> {
	// Also in UTF-16 nothing that is read is larger. The rest would only fill the memory.
	if (file.size > 2 * bytesMax)
		return {
			ok: false,
			refusal: { message: `The file is larger than ${bytesMax / 1_000_000} MB. Split the model.`, line: 1, column: 1 },
		};
	const answer = await ask({ type: 'import', bytes: await file.arrayBuffer() }, signal);
	if (answer.type !== 'import') throw new Error('The file could not be read.');
	return answer.result;
}

export async function writeBpmn(definition: FlowDefinition, signal: AbortSignal): Promise<string> {
	const answer = await ask({ type: 'export', definition }, signal);
	if (answer.type !== 'export') throw new Error('The flow could not be written as BPMN.');
	return answer.xml;
}

/** What an import would say of the flow as it is now; null: it cannot be written as BPMN. */
export async function reportOf(definition: FlowDefinition, signal: AbortSignal): Promise<ImportReport | null> {
	const answer = await ask({ type: 'report', definition }, signal);
	return answer.type === 'report' ? answer.report : null;
}

function ask(question: BpmnQuestion, signal: AbortSignal): Promise<BpmnAnswer> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL('./bpmn.worker.ts', import.meta.url), { type: 'module' });
		signal.addEventListener('abort', () => {
			worker.terminate();
			reject(new DOMException('It is no longer wanted', 'AbortError'));
		});
		worker.onmessage = ({ data }: MessageEvent<BpmnAnswer>) => {
			worker.terminate();
			if (data.type === 'broken') reject(new Error(data.message));
			else resolve(data);
		};
		worker.onerror = (event) => {
			worker.terminate();
			reject(new Error(event.message || 'The part of the page that reads BPMN could not be loaded. Reload the page.'));
		};
		worker.postMessage(question, question.type === 'import' ? [question.bytes] : []);
	});
}
