/** The text of a model around its elements, for tests that are about a few of them. */
export function modelText(elements: string, others = ''): string {
	return `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="definitions">
<process id="flow" isExecutable="true">${elements}</process>${others}</definitions>`;
}

/** Sequence flows along a way: `a b c`. */
export function way(...ids: readonly string[]): string {
	return ids
		.slice(1)
		.map((id, at) => `<sequenceFlow id="${ids[at]}_${id}" sourceRef="${ids[at]}" targetRef="${id}" />`)
		.join('');
}
