/** Whether there is anything to show under this id: a saga, or a start that is waiting or was refused. */
import type { Actor } from './actor';
import { sagaSummaries } from './saga-summary';

export async function isSagaKnown(_actor: Actor, sagaId: string): Promise<boolean> {
	return (await sagaSummaries([sagaId])).length > 0;
}
