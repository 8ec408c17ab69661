import { run } from './run.ts';

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
