import type { FastifyRequest } from 'fastify';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import type { PersonActor } from '../../http/actor.ts';
import { isSameSecret } from './secret.ts';
import { readField } from './tokens/token-form.ts';

/**
 * A value that only pages shown to this session hold: a second wall behind the check of where a request comes from.
 * @param about what the form is about, so that the page of one thing cannot decide another
 */
export function createFormToken(
  ctx: Pick<AppContext, 'secrets'>,
  person: PersonActor,
  about: string,
): string {
  return ctx.secrets.mac(describe(person, about)).toString('base64url');
}

function describe(person: PersonActor, about: string): string {
  const session = person.via.kind === 'session' ? person.via.sessionId : '';
  return `form token|${session}|${about}`;
}

/** @throws AppError cross-site when the form was not shown to this session, or was about something else */
export function requireFormToken(
  ctx: Pick<AppContext, 'secrets'>,
  person: PersonActor,
  about: string,
  request: FastifyRequest,
): void {
  const given = readField(request.body, 'form_token');
  const shown = ctx.secrets.macs(describe(person, about)).map((mac) => mac.toString('base64url'));
  if (!shown.some((each) => isSameSecret(given, each))) {
    throw new AppError(
      'cross-site',
      'The form is not from a page of your present session. Open the page again and repeat it.',
    );
  }
}
