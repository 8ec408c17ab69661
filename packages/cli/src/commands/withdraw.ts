import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failures.ts';
import { formatPid } from '../present.ts';

export const withdraw = defineCommand({
  name: 'withdraw',
  summary: 'Withdraw an identifier for good; it leads to a tombstone',
  positionals: ['PID'],
  options: {
    reason: { type: 'string', value: 'TEXT', help: 'Why; the tombstone shows it to everyone. Needed' },
  },
  async run(surroundings, { values: { reason }, positionals: [name = ''] }) {
    if (reason === undefined)
      throw new UsageError('Say why: --reason TEXT. The tombstone shows it to everyone.');
    const client = await connect(surroundings);
    const pid = await client.withdrawPid(name, { reason });
    return { json: pid, text: formatPid(pid) };
  },
});
