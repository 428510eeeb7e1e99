/**
 * The state of one open designer: the document with its undo, what is selected, how saving stands, what is wrong.
 * Invariant: the document changes only through `edit`, which takes what a pure edit of saga/flow made of it, and not at
 * all while `lock` says why. Panels and the canvas read from here; React Flow's nodes are a projection.
 */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FlowDefinition, Point } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import type { Problem } from '@/saga/flow/problem';
import { createOverlay, type Overlay } from '../diagram/overlay';
import { announce } from '../ui/announcer';
import { afterSaveEvent, type SaveEvent, type SaveState } from './autosave';
import { type EditHistory, edited, newHistory, redone, undone } from './edit-history';
import type { Opening } from './opening';

export interface EditOptions {
	/** Edits with one key in a row are one step back. */
	readonly key?: string;
	/** For people who do not see the canvas. */
	readonly say?: string;
	readonly select?: readonly string[];
	/** Puts the cursor into the name of what is selected. */
	readonly name?: boolean;
}

export interface Refusal {
	readonly text: string;
	readonly count: number;
}

export interface DesignerState {
	readonly flowId: string;
	readonly history: EditHistory<FlowDefinition>;
	readonly save: SaveState;
	readonly problems: readonly Problem[];
	/** False until the flow has been checked for the first time. */
	readonly isChecked: boolean;
	/** Why it could not be checked; null: nothing is wrong with the checking. */
	readonly checkFailure: string | null;
	readonly selected: ReadonlySet<string>;
	/** The node under the pointer or with the focus. */
	readonly pointed: NodeId | null;
	/** Connecting by keyboard or click: the next node chosen is the target. */
	readonly connectingFrom: NodeId | null;
	/** The last gesture that was refused, with the reason. */
	readonly refusal: Refusal | null;
	/** The new node whose name takes the cursor as soon as its form is there. */
	readonly nameAsked: NodeId | null;
	/** Why nothing can be changed; null: it can. */
	readonly lock: string | null;
	readonly inspectorOpen: boolean;
	readonly problemsOpen: boolean;
	readonly leftPanel: 'parts' | 'outline';
	readonly dialog: 'deploy' | 'start' | 'conflict' | null;
}

export interface DesignerActions {
	edit(change: (definition: FlowDefinition) => FlowDefinition, options?: EditOptions): boolean;
	/** What stands on the server takes the place of what is shown, also for those who may not edit. */
	replace(definition: FlowDefinition, say: string): void;
	undo(): void;
	redo(): void;
	select(ids: readonly string[]): void;
	changeSelection(changes: readonly { readonly id: string; readonly selected: boolean }[]): void;
	refuse(because: string): void;
	saveEvent(event: SaveEvent): void;
	set(patch: Partial<Omit<DesignerState, 'history' | 'save' | 'flowId'>>): void;
}

export interface Canvas {
	fit(): void;
	show(id: NodeId): void;
	/** The middle of what is on screen, in canvas units. */
	centre(): Point;
}

export interface Designer {
	readonly state: StoreApi<DesignerState>;
	readonly actions: DesignerActions;
	readonly overlay: Overlay;
	/** Set by the canvas while it is mounted. */
	canvas: Canvas | null;
}

export function createDesigner(flowId: string, opening: Opening, lock: string | null): Designer {
	const state = createStore<DesignerState>(() => ({
		flowId,
		history: newHistory(opening.definition),
		save: opening.save,
		problems: [],
		isChecked: false,
		checkFailure: null,
		selected: new Set(),
		pointed: null,
		connectingFrom: null,
		refusal: null,
		nameAsked: null,
		lock,
		inspectorOpen: true,
		problemsOpen: true,
		leftPanel: 'parts',
		dialog: opening.save.kind === 'conflict' ? 'conflict' : null,
	}));
	return { state, actions: actionsOn(state), overlay: createOverlay(), canvas: null };
}

function actionsOn(state: StoreApi<DesignerState>): DesignerActions {
	const refuse = (because: string) => {
		announce(because);
		state.setState(({ refusal }) => ({ refusal: { text: because, count: (refusal?.count ?? 0) + 1 } }));
	};
	const present = (history: EditHistory<FlowDefinition>, more: Partial<DesignerState> = {}) =>
		state.setState((was) => ({
			history,
			selected: stillThere(more.selected ?? was.selected, history.present),
			save: history.present === was.history.present ? was.save : afterSaveEvent(was.save, { type: 'edited' }),
			nameAsked: more.nameAsked ?? null,
			refusal: null,
		}));
	return {
		refuse,
		edit(change, options = {}) {
			const { history, lock, selected } = state.getState();
			if (lock !== null) {
				refuse(lock);
				return false;
			}
			const next = change(history.present);
			if (next === history.present) return false;
			present(edited(history, next, options.key ?? null, Date.now()), {
				selected: options.select === undefined ? selected : new Set(options.select),
				nameAsked: options.name ? (options.select?.[0] ?? null) : null,
			});
			if (options.say !== undefined) announce(options.say);
			return true;
		},
		replace(definition, say) {
			present(edited(state.getState().history, definition, null, Date.now()));
			announce(say);
		},
		undo() {
			const { history, lock } = state.getState();
			if (lock !== null || history.past.length === 0) return;
			present(undone(history));
			announce('Undone');
		},
		redo() {
			const { history, lock } = state.getState();
			if (lock !== null || history.future.length === 0) return;
			present(redone(history));
			announce('Redone');
		},
		select: (ids) => state.setState({ selected: new Set(ids) }),
		changeSelection: (changes) =>
			state.setState(({ selected }) => {
				const next = new Set(selected);
				for (const change of changes) change.selected ? next.add(change.id) : next.delete(change.id);
				return { selected: next };
			}),
		saveEvent: (event) =>
			state.setState(({ save, dialog }) => {
				const next = afterSaveEvent(save, event);
				return { save: next, dialog: next.kind === 'conflict' && save.kind !== 'conflict' ? 'conflict' : dialog };
			}),
		set: (patch) => state.setState(patch),
	};
}

function stillThere(selected: ReadonlySet<string>, definition: FlowDefinition): ReadonlySet<string> {
	const ids = new Set([...definition.nodes.map((node) => node.id), ...definition.edges.map((edge) => edge.id)]);
	return [...selected].every((id) => ids.has(id)) ? selected : new Set([...selected].filter((id) => ids.has(id)));
}

const DesignerContext = createContext<Designer | null>(null);
export const DesignerProvider = DesignerContext.Provider;

export function useDesigner(): Designer {
	const designer = useContext(DesignerContext);
	if (designer === null) throw new Error('useDesigner stands outside of a designer');
	return designer;
}

export function useDesignerState<Part>(part: (state: DesignerState) => Part): Part {
	return useStore(useDesigner().state, part);
}

export function useDefinition(): FlowDefinition {
	return useDesignerState((state) => state.history.present);
}

/** The one selected node or edge; null: none or several. */
export function useOnlySelected(): string | null {
	return useDesignerState((state) => (state.selected.size === 1 ? ([...state.selected][0] ?? null) : null));
}
