/** A door that specs hold shut until they have seen what they came for. */
export class Gate {
	#open: () => void = () => undefined;
	readonly passed = new Promise<void>((resolve) => {
		this.#open = resolve;
	});

	open(): void {
		this.#open();
	}
}
