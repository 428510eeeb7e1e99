/** A flow → BPMN 2.0 XML with its diagram, what is kept of the file it comes from included. Importing it gives the same flow. */
import type { FlowDefinition } from '../flow/definition';
import { addKept } from './write/add-kept';
import { exportTree } from './write/export-tree';
import { writeXml } from './xml/write-xml';

export function exportBpmn(definition: FlowDefinition): string {
	const { root, namespaces } = addKept(definition, exportTree(definition));
	return writeXml(root, namespaces);
}
