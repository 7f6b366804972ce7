// @ts-check
/** @import { Snapshot } from '../snapshot.js' */
import { byId, make } from './dom.js';
import { clock } from './format.js';

let shown = '';

/** `error` events: what went wrong beside tasks. @param {Snapshot['errors']} errors */
export function showErrors(errors) {
  const text = JSON.stringify(errors);
  if (text === shown) return;
  shown = text;
  byId('errors-none').hidden = errors.length > 0;
  const items = errors.map(({ at, cause, text: words }) => {
    const time = make('time', '', clock(at));
    time.dateTime = new Date(at).toISOString();
    return make('li', '', time, make('span', '', make('b', '', cause), ` ${words}`));
  });
  byId('error-list').replaceChildren(...items);
}
