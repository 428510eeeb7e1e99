/** Causes and remedies that several incidents have in common, in the words of support staff. */
export const correctedFlow = 'Deploy a corrected flow for later sagas; if the data is corrected, try again here.';

/** A participant may answer with a code alone. */
export function codeAndMessage({ code, message }: { readonly code: string; readonly message: string }): string {
	return message === '' ? code : `${code}: ${message}`;
}

export function couldNotStore(name: string, what: string, reason: string): string {
	return `"${name}" is done, but ${what} could not be stored: ${reason} ${correctedFlow}`;
}

export function cannotSend(name: string, participant: string, reason: string): string {
	return `The message for "${name}" cannot be sent to ${participant}: ${reason}. Have the cause removed (size limit, permission, topic "${participant}.commands"), then try again.`;
}
