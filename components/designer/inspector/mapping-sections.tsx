'use client';

import type { ReactNode } from 'react';
import type { FlowNode } from '@/saga/flow/definition';
import type { Mapping } from '@/saga/flow/nodes/mapping';
import { MappingEditor } from './mapping-editor';
import { Section } from './section';
import { useChange } from './use-change';

interface InputSectionProps {
	readonly title: string;
	readonly node: Extract<FlowNode, { readonly input: Mapping }>;
	/** What the fields belong to, where it is no command. */
	readonly noun?: string;
	readonly addLabel: string;
	readonly disabled: boolean;
}

/** What goes into an activity. */
export function InputSection({ title, node, disabled, ...props }: InputSectionProps) {
	const set = useChange(node, node.kind);
	return (
		<Section title={title}>
			<MappingEditor
				{...props}
				node={node.id}
				field="input"
				mapping={node.input}
				direction="in"
				disabled={disabled}
				onChange={(input) => set({ input }, 'input')}
			/>
		</Section>
	);
}

interface OutputSectionProps {
	readonly title: string;
	readonly node: Extract<FlowNode, { readonly output: Mapping }>;
	/** Names that are known only here. */
	readonly locals?: readonly string[];
	readonly addLabel: string;
	readonly disabled: boolean;
	readonly children?: ReactNode;
}

/** What comes out of an activity and is stored in variables. */
export function OutputSection({ title, node, disabled, children, ...props }: OutputSectionProps) {
	const set = useChange(node, node.kind);
	return (
		<Section title={title}>
			<MappingEditor
				{...props}
				node={node.id}
				field="output"
				mapping={node.output}
				direction="out"
				disabled={disabled}
				onChange={(output) => set({ output }, 'output')}
			/>
			{children}
		</Section>
	);
}
