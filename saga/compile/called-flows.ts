/** The flows that can be called, by id, as they are when the caller is deployed: a call stays bound to that version. */
export type CalledFlows = ReadonlyMap<
	string,
	{
		readonly version: number;
		/** Then the call counts as a pivot, unless it has a compensation of its own. */
		readonly hasPivot: boolean;
	}
>;
