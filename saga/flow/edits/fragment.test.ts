import { describe, expect, it } from 'vitest';
import { flowDefinitionSchema } from '../definition';
import { sketch } from '../sketch';
import { createFlow } from './create-flow';
import { copyFragment, duplicate, paste, readFragment } from './fragment';
import { moveNodes } from './layout';

describe('copy and paste', () => {
	it('brings a piece of one flow into another, through text, without its start', () => {
		const fragment = copyFragment(sketch('fork(a, b) → c'), ['start', 'fork', 'a', 'b', 'join']);
		const read = readFragment(JSON.stringify(fragment));
		expect(read).toEqual(fragment);
		const pasted = paste(createFlow({ id: 'other', name: 'Other' }), fragment, { x: 100, y: 40 });
		expect([...pasted.nodes].sort()).toEqual(['a', 'b', 'fork', 'join']);
		expect(pasted.definition.nodes.filter((node) => node.kind === 'start')).toHaveLength(1);
		expect(pasted.definition.edges).toHaveLength(4);
		expect(flowDefinitionSchema.safeParse(pasted.definition).success).toBe(true);
	});

	it('gives fresh ids and names, and keeps the distances', () => {
		const flow = moveNodes(sketch('a → b'), { a: { x: 40, y: 40 }, b: { x: 240, y: 80 } });
		const { definition, nodes } = duplicate(flow, ['a', 'b']);
		expect(nodes).toEqual(['a-2', 'b-2']);
		expect(definition.nodes.filter((node) => nodes.includes(node.id)).map((node) => node.name)).toEqual(['a 2', 'b 2']);
		expect(nodes.map((id) => definition.layout.nodes[id])).toMatchObject([
			{ x: 72, y: 72 },
			{ x: 272, y: 112 },
		]);
		expect(definition.edges.at(-1)).toMatchObject({ source: 'a-2', target: 'b-2' });
	});

	it('reads nothing else from the clipboard', () => {
		for (const text of ['', 'hello', '{}', 'null', '{"unwindFragment":2,"nodes":[],"edges":[]}'])
			expect(readFragment(text)).toBeNull();
	});
});
