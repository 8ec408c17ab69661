import { type Command, commonOptions, type OptionSpec } from './command.ts';
import { formatColumns } from './table.ts';

export function formatHelp(commands: readonly Command[]): string {
  return [
    'mintmark: persistent identifiers from the command line',
    '',
    'Usage: mintmark COMMAND [OPTIONS]',
    '',
    formatColumns(
      [
        ...commands.map((command) => [nameWithPositionals(command), command.summary]),
        ['help [COMMAND]', 'Show this, or how to use a command'],
      ],
      '  ',
    ),
    '',
    'Options of every command',
    formatOptions(commonOptions),
    '',
    'Ends with 0 when done, 1 when refused, 2 when the command line has a mistake, 3 when the service cannot be reached.',
    'MINTMARK_URL and MINTMARK_TOKEN go before what login has kept.',
  ].join('\n');
}

export function formatCommandHelp(command: Command): string {
  return [
    `${command.summary}.`,
    '',
    `Usage: mintmark ${command.usage === undefined ? `${nameWithPositionals(command)} [OPTIONS]` : `${command.name} ${command.usage}`}`,
    '',
    formatOptions({ ...command.options, ...commonOptions }),
    ...(command.notes === '' ? [] : ['', command.notes]),
  ].join('\n');
}

function nameWithPositionals({ name, positionals }: Command): string {
  return [name, ...positionals].join(' ');
}

function formatOptions(options: Readonly<Record<string, OptionSpec>>): string {
  return formatColumns(
    Object.entries(options).map(([name, { short, value, help }]) => [
      `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
      help,
    ]),
    '  ',
  );
}
