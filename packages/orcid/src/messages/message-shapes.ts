import { type ItemKind, itemKinds } from '../kinds.ts';
import { itemShapes } from './item-shapes.ts';
import { CODE, dates, externalId, filled, header, identifier } from './part-shapes.ts';
import { recordShapes } from './record-shapes.ts';
import { integer, list, moment, must, type ObjectShape, one, text } from './shape.ts';
import { GROUP_TYPES } from './vocabularies.ts';

const error: ObjectShape = {
  kind: 'object',
  children: [
    one('error:response-code', integer),
    one('error:developer-message', text()),
    one('error:user-message', text()),
    one('error:error-code', integer),
    one('error:more-info', text()),
  ],
};

const bulk: ObjectShape = {
  kind: 'object',
  children: [
    {
      kind: 'choice',
      as: 'bulk',
      of: [
        { name: 'work:work', shape: itemShapes.work },
        { name: 'error:error', shape: error },
      ],
    },
  ],
};

const group: ObjectShape = {
  kind: 'object',
  attributes: { 'put-code': integer },
  children: [
    must('group-id:name', text(filled(1000)), CODE.structure),
    must('group-id:group-id', text({ ...filled(1000), code: CODE.rule }), CODE.structure),
    must('group-id:description', text(filled(1000)), CODE.structure),
    must('group-id:type', text({ oneOf: GROUP_TYPES, code: CODE.structure }), CODE.structure),
  ],
};

const groups: ObjectShape = {
  kind: 'object',
  children: [
    dates[1] ?? one('common:last-modified-date', moment),
    one('group-id:total', integer),
    one('group-id:page', integer),
    one('group-id:page-size', integer),
    list('group-id:group-id-record', group),
  ],
};

const search: ObjectShape = {
  kind: 'object',
  attributes: { 'num-found': integer },
  children: [
    list('search:result', { kind: 'object', children: [one('common:orcid-identifier', identifier)] }),
  ],
};

const expandedSearch: ObjectShape = {
  kind: 'object',
  attributes: { 'num-found': integer },
  children: [
    list('expanded-search:expanded-result', {
      kind: 'object',
      children: [
        one('expanded-search:orcid-id', text()),
        one('expanded-search:given-names', text()),
        one('expanded-search:family-names', text()),
        one('expanded-search:credit-name', text()),
        list('expanded-search:other-name', text()),
        list('expanded-search:email', text()),
        list('expanded-search:institution-name', text()),
      ],
    }),
  ],
};

const noticeItem: ObjectShape = {
  kind: 'object',
  attributes: { 'put-code': text() },
  children: [
    must(
      'notification:item-type',
      {
        kind: 'text',
        scalar: 'text',
        inXml: Object.fromEntries(itemKinds.map((kind) => [kind.toUpperCase().replaceAll('-', '_'), kind])),
      },
      CODE.structure,
    ),
    must('notification:item-name', text({ max: 1000 }), CODE.structure),
    one('common:external-id', externalId),
  ],
};

const notice: ObjectShape = {
  kind: 'object',
  attributes: { 'put-code': integer },
  children: [
    must(
      'notification:notification-type',
      { kind: 'text', scalar: 'text', inXml: { PERMISSION: 'permission' } },
      CODE.structure,
    ),
    must(
      'notification:authorization-url',
      {
        kind: 'object',
        children: [
          one('notification:uri', text()),
          one('notification:path', text()),
          one('notification:host', text()),
        ],
      },
      CODE.structure,
    ),
    must('notification:notification-subject', text(), CODE.structure),
    must('notification:notification-intro', text({ max: 1000 }), CODE.structure),
    must(
      'notification:items',
      { kind: 'object', children: [list('notification:item', noticeItem, { required: CODE.structure })] },
      CODE.structure,
    ),
    one('common:created-date', moment),
    one('common:sent-date', moment),
    one('common:read-date', moment),
    one('notification:actioned-date', moment),
    one('common:archived-date', moment),
    ...header.slice(-1),
  ],
};

/** The root element of an item. */
export function itemRoot(kind: ItemKind): string {
  return `${kind}:${kind}`;
}

/** Every message of the record API, by its root element. */
export const messageShapes: ReadonlyMap<string, ObjectShape> = new Map<string, ObjectShape>([
  ...itemKinds.map((kind): [string, ObjectShape] => [itemRoot(kind), itemShapes[kind]]),
  ...Object.entries(recordShapes),
  ['bulk:bulk', bulk],
  ['error:error', error],
  ['group-id:group-id-record', group],
  ['group-id:group-id-records', groups],
  ['search:search', search],
  ['expanded-search:expanded-search', expandedSearch],
  ['notification:notification', notice],
]);
