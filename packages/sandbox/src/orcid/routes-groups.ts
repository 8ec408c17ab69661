import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireClient } from './client-access.ts';
import { RegistryError } from './errors.ts';
import {
  addGroup,
  deleteGroup,
  findGroup,
  type Group,
  getGroup,
  presentGroup,
  updateGroup,
} from './groups.ts';
import { checkAccept, readMessage, sendMessage } from './messages.ts';
import { presentTime } from './present-item.ts';
import type { Source } from './registry.ts';
import type { OrcidState } from './state.ts';

type GroupQuery = { 'page-size'?: string; page?: string; name?: string; 'group-id'?: string };

const PAGE_SIZE = 100;

/** Registers the groups of peer reviews. Every token is the client's own, with one of the two scopes of groups. */
export function registerGroups(api: FastifyInstance, state: OrcidState): void {
  api.get<{ Querystring: GroupQuery }>('/group-id-record', async (request, reply) => {
    allow(request, '/group-id-record/read');
    const { name, 'group-id': groupId } = request.query;
    if (name === undefined && groupId === undefined) {
      return sendMessage(request, reply, 'group-id-records', listGroups(state, request.query));
    }
    const group =
      groupId === undefined
        ? [...state.groups.values()].find((each) => each.name === name)
        : findGroup(state, groupId);
    if (group === undefined || group === null) throw new RegistryError(9016);
    return sendMessage(request, reply, 'group-id-record', presentGroup(state, group));
  });

  api.post('/group-id-record', async (request, reply) => {
    checkAccept(request);
    const source = allow(request, '/group-id-record/update');
    const group = addGroup(state, source, readMessage(request, 'group-id-record'));
    return reply.code(201).header('location', `${state.issuer}/v3.0/group-id-record/${group.putCode}`).send();
  });

  api.get<{ Params: { putCode: string } }>('/group-id-record/:putCode', async (request, reply) => {
    allow(request, '/group-id-record/read');
    const group = getGroup(state, request.params.putCode);
    return sendMessage(request, reply, 'group-id-record', presentGroup(state, group));
  });

  api.put<{ Params: { putCode: string } }>('/group-id-record/:putCode', async (request, reply) => {
    checkAccept(request);
    const source = allow(request, '/group-id-record/update');
    const message = readMessage(request, 'group-id-record');
    const group = updateGroup(state, source, request.params.putCode, message);
    return sendMessage(request, reply, 'group-id-record', presentGroup(state, group));
  });

  api.delete<{ Params: { putCode: string } }>('/group-id-record/:putCode', async (request, reply) => {
    const source = allow(request, '/group-id-record/update');
    deleteGroup(state, source, request.params.putCode);
    return reply.code(204).send();
  });

  function allow(request: FastifyRequest, scope: string): Source {
    return { clientId: requireClient(state, request, scope).id };
  }
}

function listGroups(state: OrcidState, query: GroupQuery): object {
  const pageSize = readCount(query['page-size'], PAGE_SIZE);
  const page = readCount(query.page, 1);
  const all = [...state.groups.values()];
  const shown = all.slice((page - 1) * pageSize, page * pageSize);
  return {
    'last-modified-date': latestOf(shown),
    total: all.length,
    page,
    'page-size': pageSize,
    'group-id-record': shown.map((group) => presentGroup(state, group)),
  };
}

function latestOf(groups: readonly Group[]): object | null {
  if (groups.length === 0) return null;
  return presentTime(new Date(Math.max(...groups.map((group) => group.lastModifiedAt.getTime()))));
}

function readCount(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new RegistryError(9006, { detail: `"${text}" is not a page` });
  return Number(text);
}
