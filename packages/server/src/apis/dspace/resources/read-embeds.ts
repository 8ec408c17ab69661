import type { FastifyRequest } from 'fastify';

/** What is to be embedded in a resource. */
export type EmbedTree = {
  /** What is to be embedded in what a link leads to; null where that is not to be embedded itself. */
  find(name: string): EmbedTree | null;
};

const NONE: EmbedTree = { find: () => null };
/** How deep `projection=full` goes, as in DSpace. */
const FULL_LEVELS = 2;
const GREATEST_COUNT = 50;
const GREATEST_DEPTH = 4;

/**
 * Reads `embed=a&embed=b/c`, `embed=a,b/c` and `projection=full`. Names that lead to nothing embed nothing, as in
 * DSpace, and so does what lies too deep.
 */
export function readEmbedTree(request: FastifyRequest): EmbedTree {
  const { embed, projection } = request.query as Record<string, unknown>;
  const paths = [embed]
    .flat()
    .filter((each) => typeof each === 'string')
    .flatMap((each) => each.split(','))
    .slice(0, GREATEST_COUNT)
    .map((each) => each.trim().split('/').slice(0, GREATEST_DEPTH));
  const named = toTree(paths);
  return projection === 'full' ? either(fullTree(FULL_LEVELS), named) : named;
}

function toTree(paths: readonly (readonly string[])[]): EmbedTree {
  if (paths.length === 0) return NONE;
  return {
    find(name) {
      const through = paths.filter(([first]) => first === name);
      return through.length === 0 ? null : toTree(through.map((path) => path.slice(1)).filter(isSome));
    },
  };
}

const isSome = (path: readonly string[]): boolean => path.length > 0;

function fullTree(levels: number): EmbedTree {
  return levels === 0 ? NONE : { find: () => fullTree(levels - 1) };
}

function either(one: EmbedTree, other: EmbedTree): EmbedTree {
  return {
    find(name) {
      const [first, second] = [one.find(name), other.find(name)];
      return first === null || second === null ? (first ?? second) : either(first, second);
    },
  };
}
