/**
 * A pure function that keeps its last answers: headers come in few spellings, and reading them anew for each request
 * costs as much as the rest of a decision.
 * @param limit how many answers are kept; when there are as many, all are forgotten
 */
export function remember<T>(read: (text: string) => T, limit: number): (text: string) => T {
  let kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    if (kept.size >= limit) kept = new Map();
    kept.set(text, answer);
    return answer;
  };
}
