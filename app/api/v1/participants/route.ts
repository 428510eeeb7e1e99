import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { listParticipants } from '@/server/access/list-participants';

export const GET = endpoint(async ({ actor }) => answer(await listParticipants(actor)));
