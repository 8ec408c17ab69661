import { expect, test } from 'vitest';
import { chooseReadme, findInPackage, renderMarkdown } from './readme.ts';
import { recogniseFile } from './recognise.ts';
import { delimiterOf, showTable } from './table-rows.ts';
import { showText } from './text-lines.ts';

const addresses = { file: (path: string) => `/file/${path}`, image: (path: string) => `/image/${path}` };
const render = (markdown: string) => renderMarkdown(markdown, 'docs/README.md', addresses);
const bytes = (text: string) => Buffer.from(text, 'latin1');

test('Markdown is rendered as plain text elements, below the headings of the page', () => {
  expect(render('# Springs\n\nMeasured *daily*, with `awk`.\n\n| a | b |\n|---|---|\n| 1 | 2 |')).toMatch(
    /<h3>Springs<\/h3>\s*<p>Measured <em>daily<\/em>, with <code>awk<\/code>.<\/p>\s*<table>/,
  );
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:x)',
  '[x](//evil.example.org/)',
  '![x](https://evil.example.org/pixel.png)',
  '![x](//evil.example.org/pixel.png)',
  '![x](data:image/svg+xml,<svg/onload=alert(1)>)',
  '![x](picture.svg)',
  '<style>body{display:none}</style>',
  '<base href="https://evil.example.org/">',
  '<form action="https://evil.example.org/"><input name=a></form>',
  '[x][1]\n\n[1]: javascript:alert(1) "onclick=alert(1)"',
  '[x](https://a.example.org "\\" onmouseover=alert(1) x=\\"")',
  '```html onload=alert(1)\n<b>\n```',
])('nothing of %s runs, is fetched or leads anywhere', (markdown) => {
  const html = render(markdown);
  expect(html).not.toMatch(/<(?!\/?(?:p|a|code|pre|span|h[3-6])\b)/);
  expect(html).not.toMatch(/<[^>]*(?:javascript|vbscript|data:|="\/\/|onmouseover|onclick|onload)/i);
});

test('a link says that nobody here vouches for it, and a relative one stays within the package', () => {
  expect(render('[x](https://example.org/a?b=1&c)')).toBe(
    '<p><a href="https://example.org/a?b=1&amp;c" rel="nofollow noopener">x</a></p>\n',
  );
  expect(render('[x](../data/a%20b.csv#row)')).toContain('href="/file/data/a b.csv"');
  expect(render('[x](../../../etc/passwd)')).toBe('<p><span>x</span></p>\n');
  expect(render('![A map](map.png)')).toBe('<p><img src="/image/docs/map.png" alt="A map" /></p>\n');
  expect(render('![A map](https://example.org/map.png)')).toBe('<p><span>[A map]</span></p>\n');
});

test('relative links are followed as browsers do', () => {
  expect(findInPackage('./a/../b.txt', 'README.md')).toBe('b.txt');
  expect(findInPackage('a\\..\\b', 'README.md')).toBeNull();
  expect(findInPackage('..%2f..%2fx', 'README.md')).toBeNull();
  expect(findInPackage('%ff', 'README.md')).toBeNull();
  expect(findInPackage('.', 'README.md')).toBeNull();
});

test('a README is found by its usual names, Markdown first', () => {
  const names = ['notes.txt', '_README.txt', 'read_me.md'].map((name) => ({ name }));
  expect(chooseReadme(names)?.name).toBe('read_me.md');
  expect(chooseReadme([{ name: 'readMe.txt' }])?.name).toBe('readMe.txt');
  expect(chooseReadme([{ name: 'README.html' }, { name: 'unreadme.md' }])).toBeNull();
});

test('files are recognised by their bytes: raster images, text, nothing else', () => {
  expect(recogniseFile(bytes('\x89PNG\r\n\x1a\n....'), true)).toEqual({
    kind: 'image',
    mediaType: 'image/png',
  });
  expect(recogniseFile(bytes('\xff\xd8\xff\xe0'), true).kind).toBe('image');
  expect(recogniseFile(bytes('GIF89a<script>'), true).kind).toBe('image');
  expect(recogniseFile(bytes('RIFF\0\0\0\0WEBPVP8 '), true).kind).toBe('image');
  expect(recogniseFile(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), true).kind).toBe('text');
  expect(recogniseFile(bytes('%PDF-1.7\n\xe2\xe3'), true).kind).toBe('other');
  expect(recogniseFile(bytes('a\0b'), true).kind).toBe('other');
  expect(recogniseFile(Buffer.from('ü').subarray(0, 1), false)).toEqual({ kind: 'text', text: '' });
  expect(recogniseFile(Buffer.from('ü').subarray(0, 1), true)).toEqual({ kind: 'other' });
  expect(recogniseFile(Buffer.from('\ufeffü', 'utf16le'), true)).toEqual({ kind: 'text', text: 'ü' });
});

test('text is shown to a bound, and what would turn its direction is written out', () => {
  expect(showText('if (x /*\u202e} \u2066if*/)\x07', true)).toEqual({
    text: 'if (x /*⟨U+202E⟩} ⟨U+2066⟩if*/)\ufffd',
    isCut: false,
  });
  const long = showText(`${'x'.repeat(10_000)}\nshort`, true);
  expect(long.isCut).toBe(true);
  expect(long.text).toMatch(/^x{2000} …\nshort$/);
  expect(showText('a\n'.repeat(5000), true)).toMatchObject({ isCut: true });
});

test('tables are shown to a bound, formulas and markup as the text that they are', () => {
  expect(showTable('a,b\n"=HYPERLINK(""x"")",<b>\n1\n', ',', true)).toEqual({
    header: ['a', 'b'],
    rows: [
      ['=HYPERLINK("x")', '<b>'],
      ['1', ''],
    ],
    isCut: false,
  });
  const long = showTable('a,b\n1,2\n'.repeat(200), ',', true);
  expect([long?.rows.length, long?.isCut]).toEqual([100, true]);
  expect(showTable('a;b\n1;2', ',', true)?.rows).toEqual([['1', '2']]);
  expect(showTable('a\tb\n1\t2\n3\t', '\t', false)?.rows).toEqual([['1', '2']]);
  expect(showTable('a,b\n1,2\n"never closed', ',', false)?.header).toEqual(['a', 'b']);
  expect(showTable('one column\nonly', ',', true)).toBeNull();
  expect(showTable(`${'c,'.repeat(500)}\n`, ',', true)?.header.length).toBe(40);
  expect([delimiterOf('a.CSV'), delimiterOf('a.tsv'), delimiterOf('a.txt')]).toEqual([',', '\t', null]);
});
