/**
 * The bytes of a BPMN file → flows, the same on screen and in the CLI: in whatever encoding, and laid out where the file
 * has no diagram.
 */
import { decodeXml } from '@/saga/bpmn/decode-xml';
import { type ImportOptions, type ImportResult, importBpmn } from '@/saga/bpmn/import-bpmn';
import { arrange } from '../arrange';

export async function readBpmn(
	bytes: Uint8Array,
	{ participant }: Pick<ImportOptions, 'participant'> = {},
): Promise<ImportResult> {
	const decoded = decodeXml(bytes, (label, coded) => new TextDecoder(label, { fatal: true }).decode(coded));
	return decoded.ok ? importBpmn(decoded.text, { arrange, participant }) : decoded;
}
