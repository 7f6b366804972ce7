// @ts-check
/** @import { LinkState } from './live.js' */
import { byId, mark, say } from './dom.js';
import { showErrors } from './errors.js';
import { clock, duration } from './format.js';
import { follow } from './live.js';
import { Overview } from './overview.js';
import { Store } from './store.js';
import { Tasks } from './tasks.js';
import { Workers } from './workers.js';

const store = new Store();
const overview = new Overview();
const workers = new Workers(schedule);
const tasks = new Tasks(schedule);
/** @type {LinkState} */
let link = 'connecting';
/** When news came last, by the clock of this machine. */
let heardAt = 0;
let isScheduled = false;

/** Draws once per frame at the most, and not at all while nobody looks. */
function schedule() {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(() => {
    isScheduled = false;
    draw();
  });
}

function draw() {
  showLink();
  const { now } = store;
  if (now === undefined) return;
  overview.show(now, store.delays);
  workers.show(store.workers, now.at);
  tasks.show(store.tasks, now.tasksSkipped, now.at);
  showErrors(now.errors);
  mark(document.body, 'data-at', String(now.at));
}

function showLink() {
  mark(document.body, 'data-link', link);
  const ago = duration(Date.now() - heardAt);
  const last = heardAt === 0 ? 'nothing has been heard of it' : `what you see is ${ago} old`;
  /** @type {Record<LinkState, [string, string]>} */
  const texts = {
    connecting: ['Connecting …', ''],
    live: ['Live', ''],
    lost: ['Reconnecting …', `The process does not answer; ${last}.`],
    ended: [
      `Stopped at ${clock(heardAt)}`,
      `The runner stopped at ${clock(heardAt)}. This is what it looked like in the end.`,
    ],
  };
  const [short, long] = texts[link];
  say(byId('link-text'), short);
  const banner = byId('banner');
  banner.hidden = long === '';
  say(banner, long);
}

follow({
  onSnapshot(snapshot) {
    heardAt = Date.now();
    store.replace(snapshot);
    schedule();
  },
  onUpdate(update) {
    heardAt = Date.now();
    store.change(update);
    schedule();
  },
  onState(state) {
    if (state !== link) say(byId('spoken'), state === 'live' ? 'The page is live.' : 'The page is not live.');
    link = state;
    schedule();
  },
});
// How old what is seen is goes on while nothing comes.
setInterval(() => {
  if (link !== 'live') showLink();
}, 1_000);
