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
const tasks = new Tasks();
const workers = new Workers();
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

/** How well what is seen can be trusted. */
function showLink() {
  mark(document.body, 'data-link', link);
  const last = heardAt === 0 ? 'Nothing has come yet' : `What you see is ${duration(Date.now() - heardAt)} old`;
  /** @type {Record<LinkState, [string, string]>} */
  const texts = {
    connecting: ['Connecting …', ''],
    live: ['Live', ''],
    lost: ['Reconnecting …', `The process does not answer. ${last}.`],
    ended: [
      `Stopped at ${clock(heardAt)}`,
      `The runner stopped at ${clock(heardAt)}. You see it as it was in the end.`,
    ],
  };
  const [short, long] = texts[link];
  say(byId('link-text'), short);
  byId('banner').hidden = long === '';
  say(byId('banner'), long);
}

/** Tells the worst also in a tab that nobody looks at, where no frame is drawn. */
function entitle() {
  const { now } = store;
  /** @type {Record<LinkState, string>} */
  const worst = { connecting: '', live: overview.worst(now), lost: '✕ not live – ', ended: '■ stopped – ' };
  const title = `${worst[link]}Conductor worker${now === undefined ? '' : ` ${now.process.pid}`}`;
  if (document.title !== title) document.title = title;
}

/** @param {() => void} change */
function take(change) {
  heardAt = Date.now();
  change();
  entitle();
  schedule();
}

follow(
  (snapshot) => take(() => store.replace(snapshot)),
  (update) => take(() => store.change(update)),
  (state) => {
    if (state !== link) say(byId('spoken'), state === 'live' ? 'The page is live.' : 'The page is not live.');
    link = state;
    entitle();
    schedule();
  },
);
for (const event of ['input', 'click', 'scroll']) addEventListener(event, schedule, { capture: true, passive: true });
// How old what is seen is goes on while nothing comes.
setInterval(() => {
  if (link !== 'live') showLink();
}, 1_000);
