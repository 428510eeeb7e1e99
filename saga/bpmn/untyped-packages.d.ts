/** The little that is used here of packages which bring no types. */
declare module 'saxen' {
	type Context = () => { readonly line: number; readonly column: number };
	type Decode = (text: string) => string;
	export class Parser {
		on(event: 'error' | 'warn', heard: (error: Error, context: Context) => void): this;
		on(
			event: 'openTag',
			heard: (
				name: string,
				attributes: () => Readonly<Record<string, string>>,
				decode: Decode,
				selfClosing: boolean,
				context: Context,
			) => void,
		): this;
		on(event: 'closeTag', heard: () => void): this;
		on(event: 'text', heard: (text: string, decode: Decode, context: Context) => void): this;
		on(event: 'cdata', heard: (text: string) => void): this;
		on(event: 'attention', heard: (text: string, decode: Decode, context: Context) => void): this;
		parse(xml: string): this;
	}
}

declare module 'bpmn-moddle' {
	export interface Warning {
		readonly message: string;
		readonly element?: { readonly $type: string; readonly id?: string };
		readonly property?: string;
	}
	export class BpmnModdle {
		constructor(packages: Readonly<Record<string, unknown>>);
		getType(name: string): unknown;
		getElementDescriptor(type: unknown): {
			readonly allTypes: readonly { readonly name: string }[];
			readonly properties: readonly { readonly name: string; readonly isAttr?: boolean }[];
		};
		fromXML(xml: string): Promise<{ readonly warnings: readonly Warning[] }>;
	}
}
