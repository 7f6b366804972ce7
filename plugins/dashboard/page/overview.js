/** @import { Glances, Level, Snapshot } from '../snapshot.js' */
import { byId, make, mark, say } from './dom.js';
import { clock, duration, some } from './format.js';

/** The questions, and what is said large when all is well, and when it is bad. @type {[keyof Glances, string, string, string][]} */
const QUESTIONS = [
  ['connected', 'Am I connected?', 'Connected', 'Not connected'],
  ['work', 'Am I getting work?', 'All well', 'No work'],
  ['speed', 'Am I slow, or is the handler?', 'All well', 'Blocked'],
  ['stuck', 'Is anything stuck?', 'Nothing stuck', 'Stuck'],
];
/** @type {Record<Level, string>} */
const ICONS = { good: '✓', warn: '!', bad: '✕', unknown: '?' };
const FACTS = ['Process', 'Runner', 'Node', 'Memory', 'Event loop late by'];
const SVG = 'http://www.w3.org/2000/svg';

/** The four answers, and the facts of the process. */
export class Overview {
  #cards = QUESTIONS.map(([name, question, good, bad]) => {
    const icon = make('span', 'icon');
    icon.ariaHidden = 'true';
    const [word, text] = [make('strong'), make('p')];
    const card = make('li', '', icon, make('h3', 'soft', question), word, text);
    const words = { good, bad, warn: 'Look at this', unknown: 'Not known' };
    return { name, words, icon, word, text, card, level: /** @type {Level | undefined} */ (undefined) };
  });
  #facts = FACTS.map((name) => {
    const value = make('dd');
    return { value, fact: make('div', '', make('dt', '', name), value) };
  });
  #line = document.createElementNS(SVG, 'path');

  constructor() {
    const svg = document.createElementNS(SVG, 'svg');
    svg.ariaHidden = 'true';
    svg.append(this.#line);
    byId('process').append(...this.#facts.map(({ fact }) => fact));
    byId('process').after(svg);
    byId('glances').append(...this.#cards.map(({ card }) => card));
  }

  /** For the title: `✕ 2 problems – `. @param {Snapshot | undefined} now */
  worst(now) {
    const levels = now === undefined ? [] : Object.values(now.glances).map(({ level }) => level);
    const [bad, warn] = ['bad', 'warn'].map((wanted) => levels.filter((level) => level === wanted).length);
    return bad ? `✕ ${some(bad, 'problem')} – ` : warn ? `! ${some(warn, 'warning')} – ` : '';
  }

  /** @param {Snapshot} now @param {readonly number[]} delays */
  show({ glances, process, runners }, delays) {
    /** @type {string[]} */
    const changes = [];
    for (const card of this.#cards) {
      const { level, text } = glances[card.name];
      say(card.text, text);
      if (card.level === level) continue;
      if (card.level !== undefined) changes.push(`${card.words[level]}: ${text}`);
      card.level = level;
      mark(card.card, 'class', `box glance ${level}`);
      say(card.word, card.words[level]);
      say(card.icon, ICONS[level]);
    }
    // Spoken when an answer changes, not each time that its words do.
    if (changes.length > 0) say(byId('spoken'), changes.join(' '));

    const { p50Ms, p99Ms, maxMs } = process.eventLoop;
    const states = [...new Set(runners.map(({ state }) => state))].join(', ');
    [
      `${process.pid}, since ${clock(process.startedAt)}`,
      runners.length > 1 ? `${runners.length}: ${states}` : states,
      process.node,
      `${Math.round(process.rssBytes / 1_048_576)} MB`,
      `p50 ${duration(p50Ms)} · p99 ${duration(p99Ms)} · max ${duration(maxMs)}`,
    ].forEach((text, index) => say(this.#facts[index]?.value, text));
    const top = Math.max(20, ...delays);
    const left = 120 - 2 * delays.length;
    const steps = delays.map((delay, index) => `V${(25 - (delay / top) * 23).toFixed(1)}H${left + 2 * index + 2}`);
    mark(this.#line, 'd', `M0 25H${left}${steps.join('')}`);
  }
}
