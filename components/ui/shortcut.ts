/**
 * Keys of commands: written `mod+shift+z`, matched against key events, printed for people.
 * Invariant: plain keys never fire while somebody types; `mod` is Ctrl, and ⌘ on a Mac.
 */
export interface KeyPress {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly shiftKey: boolean;
	readonly altKey: boolean;
}

const modifiers = ['mod', 'shift', 'alt'];

/** Symbols such as `?` need Shift on some keyboards and not on others: for them Shift is not asked. */
const isSymbol = (key: string) => key.length === 1 && !/[\p{L}\p{N}]/u.test(key);

export function matchesShortcut(press: KeyPress, shortcut: string): boolean {
	const parts = shortcut.toLowerCase().split('+');
	const key = parts.find((part) => !modifiers.includes(part)) ?? '+';
	if (press.key.toLowerCase() !== (key === 'space' ? ' ' : key)) return false;
	if ((press.ctrlKey || press.metaKey) !== parts.includes('mod')) return false;
	if (press.altKey !== parts.includes('alt')) return false;
	return isSymbol(key) || press.shiftKey === parts.includes('shift');
}

const printed: Readonly<Record<string, string>> = {
	mod: 'Ctrl',
	shift: 'Shift',
	alt: 'Alt',
	arrowup: '↑',
	arrowdown: '↓',
	arrowleft: '←',
	arrowright: '→',
	delete: 'Del',
	escape: 'Esc',
	enter: 'Enter',
	space: 'Space',
};

export function printShortcut(shortcut: string): string[] {
	return shortcut.split('+').map((part) => printed[part.toLowerCase()] ?? part.toUpperCase());
}

/** Whether the element takes text, so that plain keys belong to it. */
export function takesText(element: Element | null): boolean {
	if (element === null) return false;
	if (
		element.closest('[contenteditable="true"], textarea, select, [role="combobox"], [role="dialog"], [role="menu"]') !==
		null
	)
		return true;
	return element instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(element.type);
}

/** Whether the element does something of its own with the key: a button with Enter, a tab with an arrow. */
export function ownsKey(element: Element | null, key: string): boolean {
	if (!['Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(key)) return false;
	return element?.closest('button, a, summary, input, [role="tab"], [role="option"], [role="slider"]') != null;
}
