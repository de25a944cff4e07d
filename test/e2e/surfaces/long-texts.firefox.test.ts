import { describe } from 'vitest';
import { walkOver } from './walked.ts';

/** Firefox draws what Chromium does not: one receipt line of each ground is enough of the panel. */
const PANEL = /panel(, |: (stateStored|stateChanged|failureKeyRefused)$)/;

describe('the surfaces in Firefox with texts 40 % longer', () =>
  // Its popup belongs to the browser's own window, in which media cannot be put on.
  walkOver(
    'en',
    false,
    (name) => !/popup/.test(name) && (!/panel/.test(name) || PANEL.test(name)),
  ));
