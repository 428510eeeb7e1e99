'use client';

import type { Point } from '@/saga/flow/definition';
import { type Command, useCommands } from '../ui/commands';
import { copySelected, duplicateSelected, pasteText } from './designer-clipboard';
import { addPart, beginConnecting, endConnecting, removeSelected } from './designer-edits';
import { nudge } from './designer-moves';
import { type Designer, useDesigner, useDesignerState } from './designer-store';
import { paletteGroups } from './parts';

const arrows: Readonly<Record<string, Point>> = {
	ArrowLeft: { x: -1, y: 0 },
	ArrowRight: { x: 1, y: 0 },
	ArrowUp: { x: 0, y: -1 },
	ArrowDown: { x: 0, y: 1 },
};

function focusedNode(): string | null {
	return document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
}

/** Enter and Space choose the node that has the focus, as a click would. */
function chooseFocused(designer: Designer): void {
	const id = focusedNode();
	if (id === null) return;
	if (designer.state.getState().connectingFrom !== null) {
		endConnecting(designer, id);
		return;
	}
	designer.actions.select([id]);
}

function editing(designer: Designer): Command[] {
	const group = 'Draw';
	const all = () => designer.state.getState().history.present;
	return [
		...paletteGroups.flatMap((palette) =>
			palette.entries.map(({ part, label, keys }) => ({
				id: `add-${keys}`,
				title: `Add ${label}`,
				group,
				keys: [keys],
				run: () => addPart(designer, part),
			})),
		),
		{
			id: 'connect',
			title: 'Connect the selected node to another',
			group,
			keys: ['c'],
			run: () => beginConnecting(designer),
		},
		{
			id: 'delete',
			title: 'Delete what is selected',
			group,
			keys: ['Delete', 'Backspace'],
			run: () => removeSelected(designer),
		},
		{
			id: 'duplicate',
			title: 'Duplicate what is selected',
			group,
			keys: ['mod+d'],
			run: () => duplicateSelected(designer),
		},
		{ id: 'undo', title: 'Undo', group, keys: ['mod+z'], run: designer.actions.undo },
		{ id: 'redo', title: 'Redo', group, keys: ['mod+shift+z', 'mod+y'], run: designer.actions.redo },
		{
			id: 'all',
			title: 'Select all',
			group,
			keys: ['mod+a'],
			run: () => designer.actions.select([...all().nodes, ...all().edges].map(({ id }) => id)),
		},
		...Object.entries(arrows).flatMap(([key, by]) => [
			{
				id: `nudge-${key}`,
				title: 'Move what is selected by 4',
				group,
				keys: [key],
				keysOnly: true,
				run: () => nudge(designer, { x: by.x * 4, y: by.y * 4 }),
			},
			{
				id: `push-${key}`,
				title: 'Move what is selected by 40',
				group,
				keys: [`shift+${key}`],
				keysOnly: true,
				run: () => nudge(designer, { x: by.x * 40, y: by.y * 40 }),
			},
		]),
		{
			id: 'choose',
			title: 'Choose the node with the focus',
			group,
			keys: ['Enter'],
			keysOnly: true,
			run: () => chooseFocused(designer),
		},
	];
}

function looking(designer: Designer, inspectorOpen: boolean): Command[] {
	const group = 'Look';
	return [
		{ id: 'fit', title: 'Fit the flow into view', group, keys: ['shift+1', '!'], run: () => designer.canvas?.fit() },
		{
			id: 'inspector',
			title: inspectorOpen ? 'Hide the inspector' : 'Show the inspector',
			group,
			keys: ['i'],
			run: () => designer.actions.set({ inspectorOpen: !inspectorOpen }),
		},
		{
			id: 'outline',
			title: 'Show the outline',
			group,
			keys: ['o'],
			run: () => designer.actions.set({ leftPanel: 'outline' }),
		},
		{
			id: 'escape',
			title: 'Cancel connecting, or select nothing',
			group,
			keys: ['Escape'],
			keysOnly: true,
			run: () =>
				designer.state.getState().connectingFrom !== null ? endConnecting(designer, null) : designer.actions.select([]),
		},
	];
}

export function useDesignerCommands(): void {
	const designer = useDesigner();
	const inspectorOpen = useDesignerState((state) => state.inspectorOpen);
	const lock = useDesignerState((state) => state.lock);
	useCommands([
		...editing(designer).map((command) => ({
			...command,
			refusal: ['choose', 'all'].includes(command.id) ? null : lock,
		})),
		...looking(designer, inspectorOpen),
		{
			id: 'deploy',
			title: 'Deploy…',
			group: 'Flow',
			refusal: lock,
			run: () => designer.actions.set({ dialog: 'deploy' }),
		},
		{
			id: 'start',
			title: 'Start a saga…',
			group: 'Flow',
			refusal: lock,
			run: () => designer.actions.set({ dialog: 'start' }),
		},
	]);
}

/** The browser's own copy, cut and paste events: they reach the clipboard without asking for a permission. */
export function clipboardListeners(designer: Designer, typing: () => boolean) {
	const copy = (event: ClipboardEvent) => {
		if (typing() || window.getSelection()?.isCollapsed === false) return;
		const text = copySelected(designer);
		if (text === null) return;
		event.clipboardData?.setData('text/plain', text);
		event.preventDefault();
		if (event.type === 'cut') removeSelected(designer);
	};
	const paste = (event: ClipboardEvent) => {
		if (typing()) return;
		const text = event.clipboardData?.getData('text/plain') ?? '';
		if (text === '') return;
		event.preventDefault();
		pasteText(designer, text);
	};
	return { copy, paste };
}
