/**
 * What takes long on a large flow, off the main thread: lint and the undo order at one step. Holds the last definition
 * it was given, so that a question about a step costs no copy of the flow.
 */
import type { FlowDefinition } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import type { Problem } from '@/saga/flow/problem';
import { type UndoPreviewItem, undoOrderAt } from '@/saga/flow/queries/undo-order-at';
import { lint } from '@/saga/lint/lint';

export type AnalysisQuestion =
	| { readonly type: 'definition'; readonly serial: number; readonly definition: FlowDefinition }
	| { readonly type: 'undo'; readonly serial: number; readonly step: NodeId };

/** `serial`: that of the definition it is about. */
export type AnalysisAnswer =
	| { readonly type: 'problems'; readonly serial: number; readonly problems: readonly Problem[] }
	| {
			readonly type: 'undo';
			readonly serial: number;
			readonly step: NodeId;
			readonly items: readonly UndoPreviewItem[];
	  };

let known: { readonly serial: number; readonly definition: FlowDefinition } | null = null;

const answer = (message: AnalysisAnswer) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<AnalysisQuestion>) => {
	if (data.type === 'definition') {
		known = data;
		answer({ type: 'problems', serial: data.serial, problems: lint(data.definition) });
	} else if (known?.serial === data.serial)
		answer({ type: 'undo', serial: data.serial, step: data.step, items: undoOrderAt(known.definition, data.step) });
});
