/** A flow laid out anew by elkjs, in the thread that asks: on screen that is a worker, in the CLI the process itself. */
import ELK from 'elkjs/lib/elk.bundled.js';
import type { FlowDefinition, FlowLayout } from '@/saga/flow/definition';
import { tidyLayout } from './tidy-layout';

const elk = new ELK();

export function arrange(definition: FlowDefinition): Promise<FlowLayout> {
	return tidyLayout(definition, (graph) => elk.layout(graph));
}
