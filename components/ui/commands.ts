import { useEffect, useId, useRef } from 'react';
import { create } from 'zustand';

/** One thing a person can do here: listed by Ctrl+K and by `?`, and run by its keys. */
export interface Command {
	readonly id: string;
	readonly title: string;
	readonly group: string;
	/** Alternatives, each written as `mod+shift+z`. */
	readonly keys?: readonly string[];
	/** Also while somebody types; only for keys with `mod`. */
	readonly whileTyping?: boolean;
	/** Shown by `?` but not offered by Ctrl+K. */
	readonly keysOnly?: boolean;
	/** Why it cannot be done now. */
	readonly refusal?: string | null;
	readonly run: () => void;
}

interface CommandsState {
	readonly groups: ReadonlyMap<string, readonly Command[]>;
	readonly offer: (owner: string, commands: readonly Command[]) => void;
	readonly withdraw: (owner: string) => void;
}

export const useCommandsStore = create<CommandsState>((set) => ({
	groups: new Map(),
	offer: (owner, commands) => set(({ groups }) => ({ groups: new Map(groups).set(owner, commands) })),
	withdraw: (owner) =>
		set(({ groups }) => {
			const rest = new Map(groups);
			rest.delete(owner);
			return { groups: rest };
		}),
}));

const shape = (commands: readonly Command[]) =>
	commands.map(({ id, title, group, keys, refusal }) => [id, title, group, keys, refusal].join('|')).join('\n');

/** Offers commands as long as the component is mounted. What they do may change freely; the list is told only when it reads differently. */
export function useCommands(commands: readonly Command[]): void {
	const owner = useId();
	const current = useRef(commands);
	const reads = shape(commands);
	useEffect(() => {
		current.current = commands;
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: `reads` stands for what of `commands` is listed
	useEffect(() => {
		const run = (id: string) => () => current.current.find((command) => command.id === id)?.run();
		useCommandsStore.getState().offer(
			owner,
			current.current.map((command) => ({ ...command, run: run(command.id) })),
		);
		return () => useCommandsStore.getState().withdraw(owner);
	}, [owner, reads]);
}

/** All commands on offer, the page's own before the shell's. */
export function commandsOnOffer(groups: ReadonlyMap<string, readonly Command[]>): readonly Command[] {
	return [...groups.values()].reverse().flat();
}
