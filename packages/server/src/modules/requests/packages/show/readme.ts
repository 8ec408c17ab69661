import MarkdownIt from 'markdown-it';
import sanitizeHtml, { type Tag } from 'sanitize-html';
import { makeVisible } from './visible.ts';

/** Where what a README refers to can be seen. Paths are below the package, with slashes. */
export type ReadmeAddresses = { file(path: string): string; image(path: string): string };

/** The name of a README: `README`, `_ReadMe.txt`, `read_me.md`. */
const README = /^[_.]?read[_-]?me(?:\.(?:md|markdown|txt|text))?$/i;
const MARKDOWN = /\.(?:md|markdown)$/i;
const RASTER = /\.(?:png|jpe?g|gif|webp)$/i;

/** The one of these files that introduces the folder; Markdown before plain text. */
export function chooseReadme<T extends { name: string }>(files: readonly T[]): T | null {
  const readmes = files.filter(({ name }) => README.test(name));
  return readmes.find(({ name }) => isMarkdown(name)) ?? readmes[0] ?? null;
}

export function isMarkdown(name: string): boolean {
  return MARKDOWN.test(name);
}

/**
 * Markdown of strangers as HTML that a page may hold as it is. HTML within it stays text; of what is left, only
 * elements of plain text pass. Links say that nobody here vouches for them; images are shown only from the package.
 * @param path of the file, which its relative links start from
 */
export function renderMarkdown(markdown: string, path: string, addresses: ReadmeAddresses): string {
  const html = new MarkdownIt({ html: false, linkify: true, maxNesting: 20 }).render(makeVisible(markdown));
  return sanitizeHtml(html, {
    allowedTags: [...headings, ...plainTags],
    allowedAttributes: {
      a: ['href', 'rel'],
      img: ['src', 'alt'],
      ol: ['start'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: 40,
    transformTags: {
      ...lowerHeadings,
      a: (_tag, { href = '' }): Tag => {
        const address = followLink(href, path, addresses);
        return address === null
          ? { tagName: 'span', attribs: {} }
          : { tagName: 'a', attribs: { href: address, rel: 'nofollow noopener' } };
      },
      img: (_tag, { src = '', alt = '' }): Tag => {
        const inside = findInPackage(src, path);
        return inside !== null && RASTER.test(inside)
          ? { tagName: 'img', attribs: { src: addresses.image(inside), alt } }
          : { tagName: 'span', attribs: {}, text: alt === '' ? '' : `[${alt}]` };
      },
    },
  });
}

// The page has an h1, and the README stands under an h2.
const lowerHeadings = { h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6', h5: 'h6' };
const headings = ['h3', 'h4', 'h5', 'h6'];
const plainTags = [
  ...[
    'p',
    'br',
    'hr',
    'blockquote',
    'pre',
    'code',
    'em',
    'strong',
    's',
    'ul',
    'ol',
    'li',
    'a',
    'img',
    'span',
  ],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
];

function followLink(href: string, path: string, addresses: ReadmeAddresses): string | null {
  if (/^(?:https?:\/\/|mailto:)/i.test(href)) return URL.canParse(href) ? href : null;
  const inside = findInPackage(href, path);
  return inside === null ? null : addresses.file(inside);
}

/** The path below the package that a relative link leads to; null where it leads out of it or nowhere. */
export function findInPackage(href: string, from: string): string | null {
  const relative = href.replace(/[?#].*$/s, '');
  if (relative === '' || /^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(relative)) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(relative);
  } catch {
    return null;
  }
  const segments = from.split('/').slice(0, -1);
  for (const segment of decoded.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.length === 0 || /[\\\0]/.test(decoded) ? null : segments.join('/');
}
