// @ts-check
/** @import { Glances, Level, Snapshot } from '../snapshot.js' */
import { arrange, byId, make, mark, say } from './dom.js';
import { clock, duration, megabytes } from './format.js';

/** @type {[keyof Glances, string, Record<Level, string>][]} */
const QUESTIONS = [
  [
    'connected',
    'Am I connected?',
    { good: 'Connected', warn: 'Partly', bad: 'Not connected', unknown: 'Not known yet' },
  ],
  ['work', 'Am I getting work?', { good: 'Getting work', warn: 'Not much', bad: 'No work', unknown: 'No work yet' }],
  [
    'speed',
    'Am I slow, or is the handler?',
    { good: 'Fast enough', warn: 'Slow', bad: 'Much too slow', unknown: 'Nothing to measure' },
  ],
  [
    'stuck',
    'Is anything stuck?',
    { good: 'Nothing stuck', warn: 'Look at this', bad: 'Stuck', unknown: 'Not known yet' },
  ],
];
/** @type {Record<Level, string>} */
const ICONS = { good: '✓', warn: '!', bad: '✕', unknown: '?' };
const SVG = 'http://www.w3.org/2000/svg';

/** The four answers, and the facts of the process. */
export class Overview {
  #cards = QUESTIONS.map(([name, question, words]) => {
    const icon = make('span', 'icon');
    icon.ariaHidden = 'true';
    const word = make('span');
    const text = make('p');
    const card = make('li', 'glance', make('h3', '', question), make('strong', '', icon, word), text);
    return { name, words, icon, word, text, card, level: /** @type {Level | undefined} */ (undefined) };
  });
  #facts = ['process', 'node', 'memory', 'event loop late by', 'runner'].map((name) => {
    const value = make('b');
    return { value, fact: make('span', '', `${name} `, value) };
  });
  #line = document.createElementNS(SVG, 'polyline');

  constructor() {
    arrange(
      byId('glances'),
      this.#cards.map(({ card }) => card),
    );
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 96 16');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(this.#line);
    this.#facts[3]?.fact.append(' ', svg);
    arrange(
      byId('process'),
      this.#facts.map(({ fact }) => fact),
    );
  }

  /** @param {Snapshot} now @param {readonly number[]} delays */
  show({ glances, process, runners }, delays) {
    /** @type {string[]} */
    const changes = [];
    for (const card of this.#cards) {
      const { level, text } = glances[card.name];
      if (card.level !== level) {
        if (card.level !== undefined) changes.push(`${card.words[level]}: ${text}`);
        card.level = level;
        card.card.className = `glance ${level}`;
        say(card.icon, ICONS[level]);
        say(card.word, card.words[level]);
      }
      say(card.text, text);
    }
    // Spoken when an answer changes, not each time that its words do.
    if (changes.length > 0) say(byId('spoken'), changes.join(' '));
    const bad = this.#cards.filter(({ level }) => level === 'bad').length;
    const warn = this.#cards.filter(({ level }) => level === 'warn').length;
    const worst = bad > 0 ? `✕ ${bad} bad – ` : warn > 0 ? `! ${warn} to look at – ` : '';
    if (document.title !== `${worst}Conductor worker`) document.title = `${worst}Conductor worker`;

    const { p50Ms, p99Ms, maxMs } = process.eventLoop;
    const states = [...new Set(runners.map(({ state }) => state))].join(', ');
    const values = [
      `${process.pid} since ${clock(process.startedAt)}`,
      process.node,
      megabytes(process.rssBytes),
      `${duration(p50Ms)}, p99 ${duration(p99Ms)}, most ${duration(maxMs)}`,
      runners.length > 1 ? `${runners.length}: ${states}` : states,
    ];
    this.#facts.forEach(({ value }, index) => say(value, values[index] ?? ''));
    const top = Math.max(20, ...delays);
    const points = delays.map(
      (delay, index) => `${96 - delays.length + index},${(15 - (delay / top) * 14).toFixed(1)}`,
    );
    mark(this.#line, 'points', points.join(' '));
  }
}
