import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { listScenarios } from '@/server/access/scenarios';

export const GET = endpoint<{ id: string }>(async ({ actor, params }) => answer(await listScenarios(actor, params.id)));
