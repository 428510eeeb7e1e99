import { describe, expect, it } from 'vitest';
import { decodeXml } from './decode-xml';
import { importBpmn } from './import-bpmn';
import { modelText } from './testing/model-text';

async function refusal(xml: string) {
	const result = await importBpmn(xml);
	return result.ok ? null : result.refusal;
}
const nested = (depth: number) => `${'<subProcess>'.repeat(depth)}${'</subProcess>'.repeat(depth)}`;

describe('a hostile file is refused where it is hostile', () => {
	it.each([
		['a DOCTYPE', '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'DOCTYPE', 2, 1],
		['more than 2 MB', `${modelText('')}${' '.repeat(2_000_000)}`, '2 MB', 3, null],
		['more than 2,000 elements', modelText('\n<task />'.repeat(2_001)), '2000 elements', 2_004, 1],
		['deeper than 50', modelText(nested(60)), '50 levels', 3, null],
		['an element that is not closed', modelText('\n <task>'), 'well-formed', 4, 8],
		['a file that ends', '<definitions>\n  <process>', 'well-formed', 2, 12],
		['an attribute without quotes', modelText('\n<task id=a />'), 'well-formed', 4, 1],
		['an attribute twice', modelText('\n<task id="a" id="b" />'), 'well-formed', 4, 1],
		['a bare ampersand', modelText('\n<documentation>a & b</documentation>'), 'well-formed', 4, null],
		['an entity that is not declared', modelText('<documentation>&nbsp;</documentation>'), 'well-formed', 3, null],
		['a prefix that is not declared', modelText('\n<acme:a />'), 'well-formed', 4, 1],
		['two roots', `${modelText('')}\n<a />`, 'well-formed', 4, 1],
		['no XML at all', 'hello', 'well-formed', 1, null],
		['nothing', '', 'well-formed', 1, null],
		['another root', '<html xmlns="urn:x" />', 'no BPMN 2.0', 1, 1],
		['no process', modelText('').replace(/<process.*<\/process>/, ''), 'no process', 1, 1],
	])('%s', async (_, xml, word, line, column) => {
		const found = await refusal(xml);
		expect(found?.message).toContain(word);
		expect(found?.line).toBe(line);
		if (column !== null) expect(found?.column).toBe(column);
	});

	it('a word in a comment is no DOCTYPE, and 2,000 tasks are fine', async () => {
		expect(await refusal(modelText('<!-- <!DOCTYPE --><task />'))).toBeNull();
		expect(await refusal(modelText('<task />'.repeat(1_900)))).toBeNull();
	});
});

describe('encodings', () => {
	const text = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a name="Prüfung" />`;
	const utf16 = (value: string, isBig: boolean) =>
		Uint8Array.from(
			[...value].flatMap((character) =>
				isBig
					? [character.charCodeAt(0) >> 8, character.charCodeAt(0) & 255]
					: [character.charCodeAt(0) & 255, character.charCodeAt(0) >> 8],
			),
		);
	const latin = (value: string) => Uint8Array.from([...value].map((character) => character.charCodeAt(0)));
	const decode = (label: string, bytes: Uint8Array) => new TextDecoder(label, { fatal: true }).decode(bytes);
	it.each([
		['UTF-8', new TextEncoder().encode(text('UTF-8'))],
		['UTF-8 with a mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text('UTF-8'))])],
		['UTF-16, little end first', utf16(`\uFEFF${text('UTF-16')}`, false)],
		['UTF-16, big end first', utf16(`\uFEFF${text('UTF-16')}`, true)],
		['UTF-16 without a mark', utf16(text('UTF-16'), false)],
		['ISO-8859-1', latin(text('ISO-8859-1'))],
		['windows-1252', latin(text('windows-1252'))],
		['UTF-16 declared, UTF-8 meant', new TextEncoder().encode(text('UTF-16'))],
	])('%s', (_, bytes) => {
		const result = decodeXml(bytes, decode);
		expect(result.ok && result.text.includes('Prüfung')).toBe(true);
	});

	it.each([
		['not what it declares', latin(text('UTF-8'))],
		['declared by a name that nobody knows', latin(text('klingon'))],
	])('%s is refused', (_, bytes) =>
		expect(decodeXml(bytes, decode)).toMatchObject({ ok: false, refusal: { line: 1 } }),
	);
});
