import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../errors.ts';

/**
 * Answers 405 with Allow (RFC 9110 section 15.5.6) where an address is known but does not answer a method; call it
 * before the routes are registered.
 * @param options.answerOptions whether OPTIONS is answered with 204 and Allow instead (RFC 9110 section 9.3.7)
 * @returns a function to call once they all are
 */
export function refuseOtherMethods(
  app: FastifyInstance,
  options: { answerOptions?: boolean } = {},
): () => void {
  const known = new Map<string, Set<string>>();
  let collecting = true;
  app.addHook('onRoute', ({ url, method }) => {
    if (!collecting) return;
    const methods = known.get(url) ?? new Set<string>();
    for (const each of [method].flat()) methods.add(each);
    known.set(url, methods);
  });
  return () => {
    collecting = false;
    for (const [url, methods] of known) {
      const answersOptions = options.answerOptions === true && !methods.has('OPTIONS');
      if (answersOptions) methods.add('OPTIONS');
      const allow = [...methods].sort().join(', ');
      const address = { url: url.slice(app.prefix.length), schema: { hide: true } } as const;
      if (answersOptions) {
        const answer = async (_request: unknown, reply: FastifyReply) =>
          reply.code(204).header('allow', allow).send();
        app.route({
          ...address,
          method: 'OPTIONS',
          prefixTrailingSlash: 'slash',
          onRequest: answer,
          handler: answer,
        });
      }
      const refuse = async (request: { method: string }): Promise<never> => {
        throw new AppError('method-not-allowed', `This address answers ${allow}, not ${request.method}.`, {
          headers: { allow },
        });
      };
      app.route({
        ...address,
        method: app.supportedMethods.filter((each) => !methods.has(each)),
        // The prefix alone is another address, with methods of its own.
        prefixTrailingSlash: 'slash',
        // Before the body is read: it does not matter what is in it.
        onRequest: refuse,
        handler: refuse,
      });
    }
  };
}
