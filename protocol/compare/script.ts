export type StepKind = 'same' | 'gone' | 'new';
export type Step = readonly [kind: StepKind, count: number];

/**
 * The shortest way from one list to another (Myers 1986, greedy: the furthest point of each diagonal for a growing
 * number of differences). Undefined where more than `most` would have to go or come: the work grows with its square.
 */
export function shortestScript<T>(
  olds: ArrayLike<T>,
  news: ArrayLike<T>,
  mostChanges: number,
): Step[] | undefined {
  const most = Math.min(olds.length + news.length, mostChanges);
  const middle = most + 1;
  const furthest = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(furthest.slice(middle - d - 1, middle + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const isDown = k === -d || (k !== d && furthest[middle + k - 1]! < furthest[middle + k + 1]!);
      let x = isDown ? furthest[middle + k + 1]! : furthest[middle + k - 1]! + 1;
      while (x < olds.length && x - k < news.length && olds[x] === news[x - k]) x++;
      furthest[middle + k] = x;
      if (x >= olds.length && x - k >= news.length) return wayBack(trace, olds.length, news.length);
    }
  }
  return undefined;
}

/** `trace[d]` holds diagonals -d-1 to d+1 as they were before d differences. */
function wayBack(trace: readonly Int32Array[], oldLength: number, newLength: number): Step[] {
  const steps: Step[] = [];
  let [x, y] = [oldLength, newLength];
  for (let d = trace.length - 1; d >= 0; d--) {
    const at = (k: number): number => trace[d]![k + d + 1]!;
    const k = x - y;
    const isDown = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromK = isDown ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : at(fromK);
    const fromY = d === 0 ? 0 : fromX - fromK;
    const same = Math.min(x - fromX, y - fromY);
    if (same > 0) steps.push(['same', same]);
    if (d > 0) steps.push([isDown ? 'new' : 'gone', 1]);
    [x, y] = [fromX, fromY];
  }
  return steps.reverse();
}
