/** The prefixes that we read and write by. A file may call them as it likes: what counts is the namespace. */
const unwindNamespace = 'https://unwind.dev/schema/bpmn/1.0';

export const namespaces: Readonly<Record<string, string>> = {
	bpmn: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
	bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
	dc: 'http://www.omg.org/spec/DD/20100524/DC',
	di: 'http://www.omg.org/spec/DD/20100524/DI',
	zeebe: 'http://camunda.org/schema/zeebe/1.0',
	camunda: 'http://camunda.org/schema/1.0/bpmn',
	xsi: 'http://www.w3.org/2001/XMLSchema-instance',
	xml: 'http://www.w3.org/XML/1998/namespace',
	modeler: 'http://camunda.org/schema/modeler/1.0',
	unwind: unwindNamespace,
};

const prefixOf = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]));

/** The prefixes of one file: ours for what we know, else the file's own, made unique. */
export class Prefixes {
	/** Those beyond ours, by prefix. */
	readonly others = new Map<string, string>();
	private readonly prefixes = new Map(prefixOf);

	prefixFor(uri: string, wanted: string): string {
		const known = this.prefixes.get(uri);
		if (known !== undefined) return known;
		const base = /^[A-Za-z_][\w-]*$/.test(wanted) ? wanted : 'ns';
		let prefix = base;
		for (let count = 2; prefix in namespaces || this.others.has(prefix) || prefix === 'xmlns'; count += 1)
			prefix = `${base}${count}`;
		this.others.set(prefix, uri);
		this.prefixes.set(uri, prefix);
		return prefix;
	}
}
