import { answer } from '@/app/api/answer';
import { endpoint } from '@/app/api/endpoint';
import { describeActor } from '@/server/access/actor';
import { done } from '@/server/access/outcome';

export const GET = endpoint(async ({ actor }) => answer(done(describeActor(actor))));
