import { parseArgs } from 'node:util';
import { type Addresses, launchOwnInstance, type OwnInstance, readReadiness } from './instance.ts';
import { check, type Report, StepFailure, startReport } from './report.ts';
import { walk } from './walk.ts';

const TIME_LIMIT_MS = 90_000;
const USAGE = `Usage: npm run tour [-- --url URL [--datacite URL]]

Without --url it starts an instance of its own and removes it again. With --url it uses one that runs with the
stand-ins; --datacite is the address of its DataCite stand-in (default: its port + 2). It leaves three DOIs behind.
With its ADMIN_TOKEN in the environment it registers links of the example product 09506000134352, and keeps an item with
a DOI as clients of DSpace do, too; it connects Josiah Carberry's record at the ORCID stand-in and disconnects it again.`;

const options = readOptions();
const report = startReport();
const running: { own: OwnInstance | null } = { own: null };
process.once('SIGINT', () => {
  void (running.own?.close() ?? Promise.resolve()).finally(() => process.exit(130));
});

const startedAt = performance.now();
const timer = Promise.withResolvers<never>();
const timeout = setTimeout(() => {
  timer.reject(new StepFailure(`the tour to end within ${TIME_LIMIT_MS / 1000} s`, 'it did not'));
}, TIME_LIMIT_MS);
try {
  const { doi, page } = await Promise.race([takeTour(report), timer.promise]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  report.end('findable', `${doi} resolves to ${page} (whole tour: ${seconds} s)`);
} catch (error) {
  report.fail(error);
  const output = running.own?.lastOutput() ?? '';
  if (output !== '') console.log(`\nThe last that the instance printed:\n${output}`);
  process.exitCode = 1;
} finally {
  clearTimeout(timeout);
  await running.own?.close();
}
// A step that was given up may still be waiting for an answer.
process.exit();

async function takeTour(to: Report): Promise<{ doi: string; page: string }> {
  if (options !== null) {
    const { url } = options;
    await to.step(`Find ${url} ready`, async () => {
      check(`the answer of ${url}/ready`, await readReadiness(url), '200');
      return { value: null, saw: [`DataCite at ${options.dataciteUrl}`] };
    });
    return walk(to, options);
  }
  const addresses = await to.step('Start an instance with its stand-ins and an empty database', async () => {
    const own = await launchOwnInstance();
    running.own = own;
    await own.waitUntilReady();
    return { value: own, saw: [`${own.url}, DataCite stand-in at ${own.dataciteUrl}`] };
  });
  return walk(to, addresses);
}

/** @returns null for an instance of our own */
function readOptions(): Addresses | null {
  try {
    const { values } = parseArgs({
      options: { url: { type: 'string' }, datacite: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help === true) {
      console.log(USAGE);
      process.exit(0);
    }
    if (values.url === undefined) {
      if (values.datacite !== undefined) throw new Error('--datacite needs --url');
      return null;
    }
    const url = new URL(values.url);
    const dataciteUrl = values.datacite === undefined ? addToPort(url, 2) : new URL(values.datacite);
    return {
      url: url.origin,
      dataciteUrl: dataciteUrl.origin,
      operatorToken: process.env.ADMIN_TOKEN ?? null,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

function addToPort(url: URL, offset: number): URL {
  if (url.port === '')
    throw new Error('The address names no port; say where its DataCite is with --datacite');
  const other = new URL(url);
  other.port = String(Number(url.port) + offset);
  return other;
}
