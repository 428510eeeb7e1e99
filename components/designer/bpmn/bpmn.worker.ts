/**
 * BPMN files off the main thread: what a file becomes, what a flow is as a file, and what an import would say of it. The
 * page ends this worker when the answer is there or no longer wanted.
 */
import { exportBpmn } from '@/saga/bpmn/export-bpmn';
import { type ImportResult, importBpmn } from '@/saga/bpmn/import-bpmn';
import type { ImportReport } from '@/saga/bpmn/read/report';
import type { FlowDefinition } from '@/saga/flow/definition';
import { readBpmn } from './read-bpmn';

/** No member is called `cmd`: elkjs listens beside us and takes such a message for its own. */
export type BpmnQuestion =
	| { readonly type: 'import'; readonly bytes: ArrayBuffer }
	| { readonly type: 'export' | 'report'; readonly definition: FlowDefinition };

export type BpmnAnswer =
	| { readonly type: 'import'; readonly result: ImportResult }
	| { readonly type: 'export'; readonly xml: string }
	| { readonly type: 'report'; readonly report: ImportReport | null }
	| { readonly type: 'broken'; readonly message: string };

addEventListener('message', ({ data }: MessageEvent<BpmnQuestion>) => {
	answerTo(data).then(postMessage, (error: unknown) => {
		const broken: BpmnAnswer = { type: 'broken', message: error instanceof Error ? error.message : String(error) };
		postMessage(broken);
	});
});

async function answerTo(question: BpmnQuestion): Promise<BpmnAnswer> {
	if (question.type === 'import') return { type: 'import', result: await readBpmn(new Uint8Array(question.bytes)) };
	const xml = exportBpmn(question.definition);
	return question.type === 'export' ? { type: 'export', xml } : { type: 'report', report: await reportOn(xml) };
}

async function reportOn(xml: string): Promise<ImportReport | null> {
	const result = await importBpmn(xml);
	return result.ok ? (result.flows[0]?.report ?? null) : null;
}
