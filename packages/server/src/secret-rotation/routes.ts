import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../context.ts';
import { requireOperator } from '../http/actor.ts';
import { countSecrets } from './count-secrets.ts';
import { rotateSecrets } from './rotate-secrets.ts';
import { RotationAnswer, RotationBody, SecretsAnswer } from './schema.ts';

const tags = ['Operation'];

/** `/secrets` of Mintmark's own API: which key stored secrets are under, and the change to another one. */
export function registerSecretRoutes(
  instance: FastifyInstance,
  ctx: Pick<AppContext, 'db' | 'log' | 'now' | 'secrets'>,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/secrets',
    {
      schema: {
        operationId: 'countSecrets',
        summary: 'Which keys stored secrets are sealed with',
        description: 'For operators. Ids tell keys apart and nothing about them.',
        tags,
        response: { 200: SecretsAnswer },
      },
    },
    async (request) => {
      requireOperator(request);
      return { keyId: ctx.secrets.keyId, keys: await countSecrets(ctx) };
    },
  );

  app.post(
    '/secrets/rotation',
    {
      schema: {
        operationId: 'rotateSecrets',
        summary: 'Seal stored secrets with the present key',
        description:
          'For operators, after SECRET_KEY was changed and the key before it stated as SECRET_KEY_PREVIOUS. Repeat it until ' +
          '`done`; it may be interrupted at any point, and the service goes on meanwhile.',
        tags,
        body: RotationBody,
        response: { 200: RotationAnswer },
      },
    },
    async (request) => rotateSecrets(ctx, requireOperator(request), request.body.limit),
  );
}
