import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors.ts';

/**
 * Answers 405 with Allow (RFC 9110 section 15.5.6) where an address is known but does not answer a method; call it
 * before the routes are registered.
 * @returns a function to call once they all are
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
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
      const allow = [...methods].sort().join(', ');
      const refuse = async (request: { method: string }): Promise<never> => {
        throw new AppError('method-not-allowed', `This address answers ${allow}, not ${request.method}.`, {
          headers: { allow },
        });
      };
      app.route({
        method: app.supportedMethods.filter((each) => !methods.has(each)),
        url: url.slice(app.prefix.length),
        // The prefix alone is another address, with methods of its own.
        prefixTrailingSlash: 'slash',
        schema: { hide: true },
        // Before the body is read: it does not matter what is in it.
        onRequest: refuse,
        handler: refuse,
      });
    }
  };
}
