/** A timer that waits, or has waited. */
export interface HeapTimer {
  readonly at: number;
  /** Of two that are due at one instant, the lower one was set first. */
  readonly order: number;
  readonly callback: () => void;
  /** Taken back, or fired. */
  isOver: boolean;
}

/** Timers by due time, then by the order in which they were set: a binary heap. */
export class TimerHeap {
  #heap: HeapTimer[] = [];
  /** How many of those in the heap have been taken back. */
  #cancelled = 0;

  add(timer: HeapTimer): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(timer);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(timer, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = timer;
  }

  cancel(timer: HeapTimer): void {
    if (timer.isOver) return;
    timer.isOver = true;
    this.#cancelled += 1;
    this.#sweep();
  }

  /** The one that is due next. */
  first(): HeapTimer | undefined {
    while (this.#heap[0]?.isOver === true) {
      this.#takeFirst();
      this.#cancelled -= 1;
    }
    return this.#heap[0];
  }

  /** Takes the one out that is due next. */
  take(): HeapTimer | undefined {
    if (this.first() === undefined) return undefined;
    const timer = this.#takeFirst();
    // A cancel that comes later has nothing to count.
    if (timer !== undefined) timer.isOver = true;
    return timer;
  }

  /** Timers that were taken back lie in the heap until they are due: most of a seven-day timeout. They must not pile up. */
  #sweep(): void {
    if (this.#cancelled < 64 || this.#cancelled * 2 < this.#heap.length) return;
    const kept = this.#heap.filter((timer) => !timer.isOver);
    this.#heap = [];
    this.#cancelled = 0;
    for (const timer of kept) this.add(timer);
  }

  #takeFirst(): HeapTimer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let smallest = last;
      let at = index;
      for (const child of [left, right]) {
        const timer = heap[child];
        if (timer !== undefined && isBefore(timer, smallest)) [smallest, at] = [timer, child];
      }
      heap[index] = smallest;
      if (at === index) return first;
      index = at;
    }
  }
}

export function isBefore(one: HeapTimer, other: HeapTimer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
