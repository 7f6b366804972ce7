/** The element of an id that index.html has. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

/** What is written or chosen in a field. @param {string} id @returns {string} */
export function valueOf(id) {
  const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(id));
  return field.value.trim().toLowerCase();
}

/**
 * Makes an element. Texts go in as texts: names of tasks and words of errors are anybody's.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** Writes a text where another one stands. @param {Node | undefined} node @param {string} text */
export function say(node, text) {
  if (node !== undefined && node.textContent !== text) node.textContent = text;
}

/** Sets an attribute where it differs. @param {Element} element @param {string} name @param {string} value */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Makes a parent have so many children. @param {Element} parent @param {number} count @param {() => Element} another */
export function resize(parent, count, another) {
  while (parent.childElementCount > count) parent.lastElementChild?.remove();
  while (parent.childElementCount < count) parent.append(another());
}

/** Makes a parent's children these, in this order, and touches none that is in its place. @param {Element} parent @param {Element[]} wanted */
export function arrange(parent, wanted) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  let place = parent.firstElementChild;
  for (const element of wanted) {
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  while (place !== null) {
    const next = place.nextElementSibling;
    place.remove();
    place = next;
  }
  if (focused === null || focused === document.activeElement) return;
  // What is moved loses the focus; what is gone leaves it to the last that stays.
  const heir = focused.isConnected ? focused : parent.lastElementChild?.querySelector('button');
  if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
}

/** Moves the focus among elements by arrow keys, Home and End. @param {KeyboardEvent} event @param {string} selector of them all */
export function walk(event, selector) {
  const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
  const at = items.findIndex((item) => item === document.activeElement);
  /** @type {Record<string, number>} */
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const to = at < 0 ? undefined : items[moves[event.key] ?? -1];
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}
