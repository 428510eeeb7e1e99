/** What to say when a worker could not be loaded, or threw; browsers tell no reason for the first. */
export function workerFailure({ message }: ErrorEvent): string {
	return message || 'A part of this page could not be loaded. Reload the page.';
}
