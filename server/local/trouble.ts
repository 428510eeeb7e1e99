/** Something that stops a local part and that a person has to mend: the message says what and how, in one sentence or two. */
export class LocalTrouble extends Error {
	override readonly name = 'LocalTrouble';
}
