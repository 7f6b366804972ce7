/** @import { Snapshot, Update } from '../snapshot.js' */
/*
 * The connection to the process.
 *
 *   state        what it means                                     what moves it
 *   connecting   nothing has come yet                              snapshot -> live · failed -> lost
 *   live         news have come within three intervals             silence or a broken stream -> lost · bye -> ended
 *   lost         what is shown is old; asks again, ever slower     snapshot -> live
 *   ended        the runner has stopped, by its own word; asks     snapshot -> live (it was started again)
 *                again now and then
 */

/** @typedef {'connecting' | 'live' | 'lost' | 'ended'} LinkState */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** A process that does not answer at all: a browser would wait for it for ever. */
const PATIENCE_MS = 10_000;

/**
 * Follows the process for as long as the page is open.
 *
 * @param {(snapshot: Snapshot) => void} onSnapshot
 * @param {(update: Update) => void} onUpdate
 * @param {(state: LinkState) => void} onState
 */
export function follow(onSnapshot, onUpdate, onState) {
  /** @type {LinkState} */
  let state = 'connecting';
  let pauseMs = FIRST_PAUSE_MS;
  let intervalMs = 1_000;
  /** @type {EventSource | undefined} */
  let source;
  /** @type {number | undefined} */
  let silence;

  /** @param {LinkState} next */
  function enter(next) {
    state = next;
    onState(next);
  }

  /** News are due within three intervals. @param {number} ms */
  function expectNews(ms) {
    clearTimeout(silence);
    silence = setTimeout(lose, ms);
  }

  function lose() {
    clearTimeout(silence);
    source?.close();
    if (state !== 'ended') enter('lost');
    setTimeout(connect, pauseMs);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }

  function connect() {
    // Not the browser's own attempts: it gives up for good after some answers, and waits without end for others.
    source = new EventSource('api/events');
    expectNews(PATIENCE_MS);
    source.addEventListener('snapshot', ({ data }) => {
      /** @type {Snapshot} */
      const snapshot = JSON.parse(data);
      intervalMs = snapshot.intervalMs;
      pauseMs = FIRST_PAUSE_MS;
      expectNews(3 * intervalMs + 1_000);
      enter('live');
      onSnapshot(snapshot);
    });
    source.addEventListener('update', ({ data }) => {
      expectNews(3 * intervalMs + 1_000);
      onUpdate(JSON.parse(data));
    });
    source.addEventListener('bye', () => enter('ended'));
    source.addEventListener('error', lose);
  }

  connect();
}
