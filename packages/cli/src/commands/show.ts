import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { formatEvents, formatPid, formatRegistration } from '../present.ts';

export const show = defineCommand({
  name: 'show',
  summary: 'Show an identifier',
  positionals: ['PID'],
  options: {
    events: { type: 'boolean', help: 'With everything that happened to it' },
    registration: { type: 'boolean', help: 'With what the registrar said about it' },
  },
  async run(surroundings, { values, positionals: [name = ''] }) {
    const client = await connect(surroundings);
    const pid = await client.readPid(name);
    const registration = values.registration === true ? await client.readRegistration(name) : null;
    const events = values.events === true ? await client.listPidEvents(name) : null;
    return {
      json: {
        ...pid,
        ...(registration === null ? {} : { registration }),
        ...(events === null ? {} : { events }),
      },
      text: [
        formatPid(pid),
        ...(registration === null ? [] : [formatRegistration(registration)]),
        ...(events === null ? [] : [formatEvents(events)]),
      ].join('\n\n'),
    };
  },
});
