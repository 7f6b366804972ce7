import type { Glances } from '../snapshot.js';
import { connectedGlance } from './connected.js';
import type { Facts } from './facts.js';
import { speedGlance } from './speed.js';
import { stuckGlance } from './stuck.js';
import { workGlance } from './work.js';

/** The four answers of the page. */
export function glancesOf(facts: Facts): Glances {
  return {
    connected: connectedGlance(facts),
    work: workGlance(facts),
    speed: speedGlance(facts),
    stuck: stuckGlance(facts),
  };
}
