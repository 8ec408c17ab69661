import { createHash } from 'node:crypto';

/**
 * Judges a bag by RFC 8493 alone, knowing nothing of how ours are written.
 * @param files every file of the bag by its path below the base directory
 * @returns sentences with the section each; none: the bag is complete and valid (section 3)
 */
export function findBagProblems(files: ReadonlyMap<string, Buffer>): string[] {
  const problems: string[] = [];
  const text = (name: string): string | null => {
    const bytes = files.get(name);
    if (bytes === undefined) return null;
    if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])))
      problems.push(`2.1.1: ${name} has a byte order mark`);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  };

  // 2.1.1: exactly two lines, in this order.
  const declaration = text('bagit.txt');
  if (
    !/^BagIt-Version: 1\.0(?:\r\n|\r|\n)Tag-File-Character-Encoding: UTF-8(?:\r\n|\r|\n)?$/.test(
      declaration ?? '',
    )
  ) {
    problems.push('2.1.1: bagit.txt is not the bag declaration');
  }
  const payload = [...files.keys()].filter((name) => name.startsWith('data/'));

  // 2.1.3: each payload file is in every payload manifest, once.
  const manifests = [...files.keys()].filter((name) => /^manifest-[a-z0-9]+\.txt$/.test(name));
  if (manifests.length === 0) problems.push('2.1.3: there is no payload manifest');
  for (const name of manifests) {
    const listed = readManifest(name, text(name) ?? '', problems);
    for (const path of payload) if (!listed.has(path)) problems.push(`3: ${path} is not in ${name}`);
    for (const [path, sum] of listed) {
      if (!path.startsWith('data/')) problems.push(`2.1.3: ${path} in ${name} is no payload`);
      check(name, path, sum);
    }
  }

  // 2.2.1: tag manifests list tag files, and no payload and no tag manifest.
  for (const name of files.keys()) {
    if (!/^tagmanifest-[a-z0-9]+\.txt$/.test(name)) continue;
    const listed = readManifest(name, text(name) ?? '', problems);
    for (const manifest of manifests) {
      if (!listed.has(manifest)) problems.push(`2.2.1: ${name} does not list ${manifest}`);
    }
    for (const [path, sum] of listed) {
      if (path.startsWith('data/') || path.startsWith('tagmanifest-')) {
        problems.push(`2.2.1: ${name} lists ${path}`);
      }
      check(name, path, sum);
    }
  }

  // 2.2.2: labels, colon, value; Payload-Oxum counts octets and files.
  const info = text('bag-info.txt');
  for (const line of (info ?? '').split(/\r\n|\r|\n/)) {
    if (line !== '' && !/^[^\s:][^:]*:[ \t]\S/.test(line) && !/^[ \t]/.test(line)) {
      problems.push(`2.2.2: “${line}” is no line of bag-info.txt`);
    }
  }
  const oxum = /^payload-oxum: (\d+)\.(\d+)\s*$/im.exec(info ?? '');
  const octets = payload.reduce((sum, path) => sum + (files.get(path)?.byteLength ?? 0), 0);
  if (oxum !== null && (Number(oxum[1]) !== octets || Number(oxum[2]) !== payload.length)) {
    problems.push(`2.2.2: Payload-Oxum is ${oxum[1]}.${oxum[2]}, and there are ${octets}.${payload.length}`);
  }
  return problems;

  function check(manifest: string, path: string, sum: string): void {
    const bytes = files.get(path);
    if (bytes === undefined) return void problems.push(`3: ${path} of ${manifest} is not there`);
    const algorithm = /-([a-z0-9]+)\.txt$/.exec(manifest)?.[1] ?? '';
    const found = createHash(algorithm).update(bytes).digest('hex');
    if (found !== sum.toLowerCase()) problems.push(`3: ${path} has another checksum than ${manifest} says`);
  }
}

function readManifest(name: string, text: string, problems: string[]): Map<string, string> {
  const listed = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '') continue;
    const [, sum, written] = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/.exec(line) ?? [];
    if (sum === undefined || written === undefined) {
      problems.push(`2.1.3: “${line}” is no line of ${name}`);
      continue;
    }
    if (/%(?!0A|0D|25)/i.test(written))
      problems.push(`2.1.3: ${written} has a percent sign that is not encoded`);
    const path = written.replace(/%(0A|0D|25)/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (path.startsWith('/') || path.split('/').includes('..')) problems.push(`5.1.1: ${path} leads out`);
    if (listed.has(path)) problems.push(`2.1.3: ${path} is in ${name} twice`);
    listed.set(path, sum);
  }
  return listed;
}
