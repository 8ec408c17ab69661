import type { FastifyReply } from 'fastify';

/**
 * Lets a form of this page lead to another site: browsers apply `form-action` to where the answer to a form leads, too.
 * @param address absolute; its origin is let through
 */
export function allowRedirect(reply: FastifyReply, address: string): void {
  const { protocol, origin, hostname } = new URL(address);
  // An IPv6 address cannot be written in a policy.
  const source = hostname.startsWith('[') ? protocol : origin;
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  if (policy.includes(` ${source}`)) return;
  reply.header(
    'content-security-policy',
    policy.replace("form-action 'self'", `form-action 'self' ${source}`),
  );
}
