import { run } from './run.ts';

/** What shells say of a program that Ctrl+C ended: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** Some terminals do not say how wide they are. */
const DEFAULT_COLUMNS = 80;

/** Carries out the command line of this process; the process ends with the code when its output is written. */
export async function main(): Promise<void> {
  // `mintmark list | head` closes the pipe early; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    stdin: process.stdin,
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    openBrowser: openInBrowser,
    write: (text) => process.stdout.write(text),
    tell: (text) => process.stderr.write(text),
    showProgress: process.stderr.isTTY
      ? (line) =>
          process.stderr.write(
            `\r${(line ?? '').slice(0, (process.stderr.columns || DEFAULT_COLUMNS) - 1)}\x1b[K`,
          )
      : null,
    onInterrupt(handler) {
      const end = (): void => {
        handler();
        process.exit(INTERRUPTED);
      };
      process.once('SIGINT', end);
      return () => process.off('SIGINT', end);
    },
  });
}

async function openInBrowser(url: string): Promise<void> {
  // Loaded where it is needed: most commands open nothing.
  const { default: open } = await import('open');
  try {
    const opener = await open(url);
    // A machine without a browser tells so here; the address is on the screen.
    opener.on('error', () => {});
    opener.unref();
  } catch {
    // As above.
  }
}
