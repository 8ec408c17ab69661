import type { FastifyReply } from 'fastify';
import { AppError } from '../errors.ts';
import { sendProblem } from '../http/problem.ts';
import { type AnswerContext, sendErc, sendPage } from './answer.ts';
import type { Decision } from './decide.ts';
import { describeShoulder, writeUnknownErc } from './erc.ts';
import { explainReading, suggestRemedies } from './hints.ts';
import type { Namespace } from './namespace.ts';
import type { Asked } from './parse.ts';

type Unknown = Extract<Decision, { kind: 'unknown' | 'unreadable' }>;

/** 404 for what is not here, reserved names included; 400 for what cannot be read at all. */
export function answerUnknown(
  ctx: AnswerContext,
  reply: FastifyReply,
  decision: Unknown,
  asked: Asked,
  namespace: Namespace,
): FastifyReply {
  reply.header('vary', 'Accept');
  const { publicUrl } = ctx.config;
  if (decision.form === 'page') {
    const page = presentUnknown(decision, asked, namespace);
    return sendPage(ctx, reply, decision.kind === 'unknown' ? 404 : 400, 'not-found', page);
  }
  if (decision.form === 'erc' && asked.kind === 'pid') {
    return sendErc(reply, 404, writeUnknownErc(asked.pid.canonical, namespace, publicUrl));
  }
  return sendProblem(reply, refuseUnknown(decision, asked, namespace), publicUrl);
}

function presentUnknown(decision: Unknown, asked: Asked, { shoulder, spelling }: Namespace) {
  return {
    title: titleUnknown(decision, asked),
    asked: asked.shown,
    reading: explainReading(asked),
    // A name that cannot have been given out is not waiting to be announced.
    mayExist: asked.kind === 'pid' && spelling !== 'check-character',
    hints: suggestRemedies(asked, spelling),
    shoulder:
      shoulder === null || asked.kind !== 'pid' || asked.pid.scheme !== 'ark'
        ? null
        : { text: describeShoulder(shoulder), persistence: shoulder.persistence },
  };
}

function refuseUnknown({ kind }: Unknown, asked: Asked, { spelling }: Namespace): AppError {
  const isUnknown = kind === 'unknown';
  const text = isUnknown
    ? `There is no identifier “${asked.shown}” here.`
    : `“${asked.shown}” cannot be read.`;
  const remedies = suggestRemedies(asked, spelling).map((hint) =>
    hint.href === null ? hint.text : `${hint.text}: ${hint.href}`,
  );
  const detail = [text, explainReading(asked), ...remedies].join(' ');
  if (!isUnknown) return new AppError('invalid-input', detail);
  return new AppError(spelling === 'check-character' ? 'wrong-check-character' : 'not-found', detail);
}

function titleUnknown({ kind }: Decision, asked: Asked): string {
  if (kind === 'unreadable') return 'This address cannot be read';
  const isForeign = asked.kind === 'unreadable' && asked.problem.code === 'unknown-scheme';
  return isForeign ? 'There is nothing at this address' : 'There is no such identifier here';
}
