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
  const items = errors.map((error) =>
    make('li', '', make('span', 'soft', clock(error.at)), make('p', '', make('b', '', error.cause), ` ${error.text}`)),
  );
  byId('error-list').replaceChildren(...items);
}
