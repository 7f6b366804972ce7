import type { Clock, Timer } from './clock.js';

/*
 * A hashed timer wheel: SLOTS lists, a node hangs in the list of its due tick modulo SLOTS.
 *
 * state of a node
 *   idle       in no list            schedule -> waiting
 *   waiting    in the list of a slot cancel -> idle · schedule -> waiting (elsewhere) · its tick comes -> due
 *   due        in the list that is being fired; its turn -> idle, then onDue · cancel -> idle · schedule -> waiting
 *
 * state of the wheel
 *   empty      no node waits, no timer is set
 *   armed      one timer is set, for a tick not later than the earliest due one
 *
 * Nodes are linked through their own fields: scheduling and cancelling allocate nothing and cost the same however many wait. What is
 * given up for that is precision: a node fires up to one tick late, never early.
 */

/** 51.2 s a revolution at 100 ms: request deadlines fit in one, a long lease is looked at once per revolution. */
const SLOTS = 512;
const DEFAULT_TICK_MS = 100;

/**
 * Something that can be due. The object that has the deadline extends it, so that a deadline costs no object of its own.
 */
export abstract class WheelNode {
  // Assigned by the constructor, not defined as fields: for a base class of many, V8 (Node 20) takes a slow path to define one. With the
  // three nodes of a task that was 3 % of what it costs.
  /** @internal Index of the tick at which it is due. */
  declare dueTick: number;
  /** @internal */
  declare previous: WheelNode | undefined;
  /** @internal `undefined` while the node is in no list. */
  declare next: WheelNode | undefined;

  constructor() {
    this.dueTick = 0;
    this.previous = undefined;
    this.next = undefined;
  }

  /** Its time has come. It is no longer scheduled then and may be scheduled again at once. */
  abstract onDue(): void;
}

/** The ends of a list, which makes linking and unlinking free of special cases. */
class ListHead extends WheelNode {
  constructor() {
    super();
    this.previous = this;
    this.next = this;
  }

  get isEmpty(): boolean {
    return this.next === this;
  }

  append(node: WheelNode): void {
    const last = this.previous ?? this;
    node.previous = last;
    node.next = this;
    last.next = node;
    this.previous = node;
  }

  /** Takes the first node out. */
  shift(): WheelNode | undefined {
    const first = this.next;
    if (first === undefined || first === this) return undefined;
    unlink(first);
    return first;
  }

  override onDue(): void {
    throw new Error('a list head is never due');
  }
}

function unlink(node: WheelNode): void {
  if (node.previous !== undefined) node.previous.next = node.next;
  if (node.next !== undefined) node.next.previous = node.previous;
  node.previous = undefined;
  node.next = undefined;
}

/**
 * Many deadlines on one timer. The timer never keeps the process running, and there is none while nothing is scheduled.
 */
export class TimerWheel {
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #originMs: number;
  readonly #slots: ListHead[] = Array.from({ length: SLOTS }, () => new ListHead());
  readonly #due = new ListHead();
  #size = 0;
  /** Every node due at or before this tick has been fired. */
  #doneTick = 0;
  #timer: Timer | undefined;
  #timerTick = 0;
  readonly #onTimer = (): void => {
    this.#timer = undefined;
    this.#fire();
  };

  /** @param tickMs how coarse it is, in milliseconds; default 100. */
  constructor(clock: Clock, tickMs: number = DEFAULT_TICK_MS) {
    if (!(tickMs > 0)) throw new RangeError(`tickMs must be above 0, got ${tickMs}`);
    this.#clock = clock;
    this.#tickMs = tickMs;
    this.#originMs = clock.now();
  }

  /** How many nodes are scheduled. */
  get size(): number {
    return this.#size;
  }

  /**
   * Calls `node.onDue()` once, `delayMs` from now at the earliest and a tick later at the latest. A node that is scheduled already is
   * moved.
   */
  schedule(node: WheelNode, delayMs: number): void {
    if (!Number.isFinite(delayMs)) throw new RangeError(`delayMs must be a finite number, got ${delayMs}`);
    if (node.next === undefined) this.#size += 1;
    else unlink(node);
    const sinceOriginMs = this.#clock.now() - this.#originMs;
    // Before its first node an empty wheel may have stood still for hours: those ticks need no look.
    if (this.#size === 1) this.#doneTick = Math.floor(sinceOriginMs / this.#tickMs);
    node.dueTick = Math.max(Math.ceil((sinceOriginMs + delayMs) / this.#tickMs), this.#doneTick + 1);
    this.#slot(node.dueTick).append(node);
    if (this.#timer === undefined || node.dueTick < this.#timerTick) this.#arm(node.dueTick, sinceOriginMs);
  }

  /** Takes a node back. One that is not scheduled is left alone. */
  cancel(node: WheelNode): void {
    if (node.next === undefined) return;
    unlink(node);
    this.#size -= 1;
    if (this.#size === 0) this.#disarm();
  }

  #slot(tick: number): ListHead {
    const slot = this.#slots[tick % SLOTS];
    if (slot === undefined) throw new RangeError(`no slot for tick ${tick}`);
    return slot;
  }

  #arm(tick: number, sinceOriginMs: number): void {
    this.#disarm();
    this.#timerTick = tick;
    this.#timer = this.#clock.setTimer(Math.max(0, tick * this.#tickMs - sinceOriginMs), this.#onTimer, {
      keepAlive: false,
    });
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #fire(): void {
    const nowTick = Math.floor((this.#clock.now() - this.#originMs) / this.#tickMs);
    // After a long sleep every slot is looked at once, not once per tick slept.
    const ticks = Math.min(nowTick - this.#doneTick, SLOTS);
    for (let tick = nowTick - ticks + 1; tick <= nowTick; tick++) this.#collectDue(this.#slot(tick), nowTick);
    this.#doneTick = nowTick;

    const errors: unknown[] = [];
    for (let node = this.#due.shift(); node !== undefined; node = this.#due.shift()) {
      this.#size -= 1;
      try {
        node.onDue();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#armNext();
    // As if each had had a timer of its own: the error surfaces where an error of a timer callback does, but no other node pays for it.
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, `${errors.length} timer callbacks threw`);
  }

  #collectDue(slot: ListHead, nowTick: number): void {
    let node = slot.next;
    while (node !== undefined && node !== slot) {
      const following: WheelNode | undefined = node.next;
      if (node.dueTick <= nowTick) {
        unlink(node);
        this.#due.append(node);
      }
      node = following;
    }
  }

  #armNext(): void {
    if (this.#size === 0) {
      this.#disarm();
      return;
    }
    const sinceOriginMs = this.#clock.now() - this.#originMs;
    for (let tick = this.#doneTick + 1; tick <= this.#doneTick + SLOTS; tick++) {
      if (!this.#slot(tick).isEmpty) {
        this.#arm(tick, sinceOriginMs);
        return;
      }
    }
  }
}
