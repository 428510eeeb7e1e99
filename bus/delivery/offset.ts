/**
 * Arithmetic on offsets as both buses print them: decimal text of a 64-bit number, never a double.
 * Not done here: which offset is due (partition-delivery), where it is kept (kafka/, postgres/).
 */

export function compareOffsets(left: string, right: string): number {
	if (left.length !== right.length) return left.length - right.length;
	if (left === right) return 0;
	return left < right ? -1 : 1;
}

export function followingOffset(offset: string): string {
	return (BigInt(offset) + 1n).toString();
}
