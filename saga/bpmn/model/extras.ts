/**
 * What a file's element has beyond ours, and putting it back: `without` and `withExtras` undo each other. Ours wins where
 * both say something under one name, because it is what people have changed since.
 */
import type { Extras } from '../../flow/kept';
import { writePart } from '../xml/write-xml';
import { elementsOf, type XmlChild, type XmlElement } from '../xml/xml-element';

const none: Extras = { attributes: {}, inside: {}, more: [] };

/** `leave`: children that are no extras, because they are accounted for elsewhere. */
export function without(file: XmlElement, ours: XmlElement, leave: (child: XmlElement) => boolean): Extras | null {
	const attributes = Object.fromEntries(
		Object.entries(file.attributes).filter(([name]) => !(name in ours.attributes) && !name.startsWith('unwind:')),
	);
	const inside: Record<string, Extras> = {};
	const more: string[] = [];
	const counts = new Map<string, number>();
	for (const child of elementsOf(file)) {
		if (leave(child) || child.name.startsWith('unwind:')) continue;
		const count = counts.get(child.name) ?? 0;
		counts.set(child.name, count + 1);
		const same = elementsOf(ours, child.name)[count];
		if (same === undefined) {
			more.push(writePart(child));
			continue;
		}
		const extras = without(child, same, () => false);
		if (extras !== null) inside[`${child.name}#${count}`] = extras;
	}
	const isNone = Object.keys(attributes).length + Object.keys(inside).length + more.length === 0;
	return isNone ? null : { ...none, attributes, inside, more };
}

/** Of these an element has one. */
const single =
	/^(bpmn:(conditionExpression|extensionElements|script|\w+LoopCharacteristics|\w+EventDefinition)|zeebe:(taskDefinition|ioMapping|script|taskHeaders|calledElement|calledDecision|loopCharacteristics|assignmentDefinition|subscription|userTask))$/;

export function withExtras(ours: XmlElement, extras: Extras, read: (xml: string) => XmlElement | null): XmlElement {
	const counts = new Map<string, number>();
	const children: XmlChild[] = ours.children.map((child) => {
		if (typeof child === 'string') return child;
		const count = counts.get(child.name) ?? 0;
		counts.set(child.name, count + 1);
		const inner = extras.inside[`${child.name}#${count}`];
		return inner === undefined ? child : withExtras(child, inner, read);
	});
	const more = extras.more.flatMap((text) => read(text) ?? []);
	const added = more.filter(({ name }) => !single.test(name) || !counts.has(name));
	const container = counts.has('bpmn:extensionElements')
		? more.find(({ name }) => name === 'bpmn:extensionElements')
		: undefined;
	const all = [...children, ...added].map((child) =>
		typeof child !== 'string' && child.name === 'bpmn:extensionElements' && container !== undefined
			? { ...child, children: [...child.children, ...container.children] }
			: child,
	);
	return {
		...ours,
		attributes: {
			...ours.attributes,
			...Object.fromEntries(Object.entries(extras.attributes).filter(([name]) => !(name in ours.attributes))),
		},
		children: inOrder(all),
	};
}

/** As the schema wants them: documentation, extensions, then the rest as it comes. */
function inOrder(children: readonly XmlChild[]): readonly XmlChild[] {
	const rankOf = (child: XmlChild) => {
		if (typeof child === 'string') return 2;
		const rank = ['bpmn:documentation', 'bpmn:extensionElements'].indexOf(child.name);
		return rank < 0 ? 2 : rank;
	};
	return [...children].sort((left, right) => rankOf(left) - rankOf(right));
}

/** Names of what stands in the extras and is more than how an element is written. */
export function namesIn(extras: Extras): readonly string[] {
	const own = Object.keys(extras.attributes).filter((name) => name.includes(':'));
	const elements = extras.more.map((text) => /^<([\w:.-]+)/.exec(text)?.[1] ?? '');
	const inner = elements.includes('bpmn:extensionElements')
		? extras.more
				.filter((text) => text.startsWith('<bpmn:extensionElements'))
				.flatMap((text) => [...text.matchAll(/^ {2}<([\w:.-]+)/gm)].map((match) => match[1] ?? ''))
		: [];
	const nested = Object.entries(extras.inside).flatMap(([, each]) => namesIn(each));
	return [...own, ...elements.filter((name) => name !== 'bpmn:extensionElements'), ...inner, ...nested];
}
