import type { JSX } from 'preact';

/** A drawing without a name of its own; the words beside it or the button around it carry one. */
export type Icon = () => JSX.Element;

/**
 * A drawing on a square grid: 16 for states and actions, 20 for thumbs. `marks` are classes:
 * `filled`, `flipped` upside down, `turns` where it points in a direction of reading.
 */
function draw(d: string, grid = 16, marks = ''): Icon {
  return () => (
    <svg
      class={`icon ${marks}`}
      width={grid}
      height={grid}
      viewBox={`0 0 ${grid} ${grid}`}
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  );
}

const RING = 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z';

const THUMB =
  'M7 9 9.5 3.5q.2-.7.8-.7 2 .2 1.5 2.5L11 8h4q2 .2 2 2.2l-1.5 5q-.5 1.3-2 1.3h-9q-1.3 0-1.3-1.3v-5q0-1.2 1.3-1.2ZM7 9v7.5';
const THUMB_FILLED =
  'M7.4 9.2 10 2.9q.4-.9 1.2-.8 2.1.5 1.7 2.8l-.6 2.4h3q2.7.3 2.3 3l-1.3 5q-.5 1.6-2.2 1.7H8.9q-1.5 0-1.5-1.5ZM4.2 8.4H6V17H4.2q-1.7 0-1.7-1.7v-5.2q0-1.7 1.7-1.7Z';

export const ThumbUp: Icon = /* @__PURE__ */ draw(THUMB, 20);
export const ThumbUpFilled: Icon = /* @__PURE__ */ draw(THUMB_FILLED, 20, 'filled');
export const ThumbDown: Icon = /* @__PURE__ */ draw(THUMB, 20, 'flipped');
export const ThumbDownFilled: Icon = /* @__PURE__ */ draw(THUMB_FILLED, 20, 'filled flipped');
export const Neutral: Icon = /* @__PURE__ */ draw(
  'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM7 10h6',
  20,
);
export const NeutralFilled: Icon = /* @__PURE__ */ draw(
  'M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM7 9q-1 1 0 2h6q1-1 0-2Z',
  20,
  'filled',
);
export const NoRating: Icon = /* @__PURE__ */ draw(`${RING}M5 8h6`, 16, 'dashed');

export const Tray: Icon = /* @__PURE__ */ draw('M8 10V2M5 5l3-3 3 3M2 10v2q0 2 2 2h8q2 0 2-2v-2');
export const CloudStruck: Icon = /* @__PURE__ */ draw(
  'M2 2l12 12M5 5a4 4 0 0 0 0 8h6M14 11a3 3 0 0 0-2-4 4 4 0 0 0-5-3',
);
export const BubbleDots: Icon = /* @__PURE__ */ draw(
  'M4 3h8q2 0 2 2v4q0 2-2 2H8l-3 2v-2H4q-2 0-2-2V5q0-2 2-2ZM5 7h0M8 7h0M11 7h0',
);
export const RingCheck: Icon = /* @__PURE__ */ draw(`${RING}M5 8l2 2 4-4`);
export const RingDiffers: Icon = /* @__PURE__ */ draw(`${RING}M5 7h6M5 9h6M10 5 6 11`);
export const TwoChecks: Icon = /* @__PURE__ */ draw('M1 9l3 3 6-7M7 11l1 1 6-7');
export const TurningArrows: Icon = /* @__PURE__ */ draw(
  'M13 7a5 5 0 0 0-9-3L2 6M2 3v3h3M3 9a5 5 0 0 0 9 3l2-2M14 13v-3h-3',
);
export const Triangle: Icon = /* @__PURE__ */ draw(
  'M7 3 2 12q-1 2 1 2h10q2 0 1-2L9 3q-1-1-2 0ZM8 6v3M8 11h0',
);
export const Key: Icon = /* @__PURE__ */ draw(
  'M8 11a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM7 9l7-7M11 5l2 2',
);
export const Lock: Icon = /* @__PURE__ */ draw('M3 7h10v7H3ZM5 7V5a3 3 0 0 1 6 0v2');
export const Clock: Icon = /* @__PURE__ */ draw(`${RING}M8 5v3l2 2`);

export const Corner: Icon = /* @__PURE__ */ draw(
  'M4 2h8q2 0 2 2v8q0 2-2 2H4q-2 0-2-2V4q0-2 2-2ZM5 7V5h2M9 9h2v2H9Z',
);
export const EyeStruck: Icon = /* @__PURE__ */ draw(
  'M2 2l12 12M6 4q5-2 8 4 0 1-2 3M10 12Q5 14 2 8q0-1 3-4M6.6 6.6a2 2 0 0 0 3 3',
);
export const ChevronDown: Icon = /* @__PURE__ */ draw('M4 6l4 4 4-4');
export const ChevronBack: Icon = /* @__PURE__ */ draw('M10 4 6 8l4 4', 16, 'turns');
export const ChevronOn: Icon = /* @__PURE__ */ draw('M6 4l4 4-4 4', 16, 'turns');
export const Plus: Icon = /* @__PURE__ */ draw('M8 3v10M3 8h10');
export const Check: Icon = /* @__PURE__ */ draw('M3 9l3 3 7-8');
export const Cross: Icon = /* @__PURE__ */ draw('M4 4l8 8M12 4l-8 8');
export const Open: Icon = /* @__PURE__ */ draw(
  'M9.2 2.6h4.2v4.2M13.2 2.8 7.4 8.6M6.4 3.4H4c-.8 0-1.4.6-1.4 1.4V12c0 .8.6 1.4 1.4 1.4h7.2c.8 0 1.4-.6 1.4-1.4V9.6',
  16,
  'turns',
);
export const Search: Icon = /* @__PURE__ */ draw(
  'M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6ZM10.5 10.5l3.3 3.3',
);
export const Download: Icon = /* @__PURE__ */ draw(
  'M8 2v8M5 7l3 3 3-3M2 10v2q0 2 2 2h8q2 0 2-2v-2',
);
export const Inbox: Icon = /* @__PURE__ */ draw(
  'M2.3 9 4 3.8c.2-.6.7-1 1.4-1h5.2c.7 0 1.2.4 1.4 1L13.7 9v3c0 .8-.6 1.4-1.4 1.4H3.7c-.8 0-1.4-.6-1.4-1.4ZM2.3 9h3.2l.8 1.7h3.4l.8-1.7h3.2',
);
export const Link: Icon = /* @__PURE__ */ draw(
  'M6.8 9.2a2.7 2.7 0 0 0 3.8 0l2.2-2.2a2.7 2.7 0 0 0-3.8-3.8l-.9.9M9.2 6.8a2.7 2.7 0 0 0-3.8 0L3.2 9A2.7 2.7 0 0 0 7 12.8l.9-.9',
);
export const Globe: Icon = /* @__PURE__ */ draw(
  `${RING}M1.8 8h12.4M8 1.8c1.7 1.8 2.5 3.9 2.5 6.2S9.7 12.4 8 14.2C6.3 12.4 5.5 10.3 5.5 8S6.3 3.6 8 1.8`,
);
export const Shield: Icon = /* @__PURE__ */ draw(
  'M8 1.9 13 3.7v3.8c0 3.1-2.1 5.4-5 6.6-2.9-1.2-5-3.5-5-6.6V3.7Z',
);
export const Hourglass: Icon = /* @__PURE__ */ draw(
  'M3.8 2.2h8.4M3.8 13.8h8.4M4.8 2.2c0 2.9 3.2 3.7 3.2 5.8s-3.2 2.9-3.2 5.8M11.2 2.2c0 2.9-3.2 3.7-3.2 5.8s3.2 2.9 3.2 5.8',
);
export const Grip: Icon = /* @__PURE__ */ draw(
  'M4 3h0M12 3h0M4 8h0M12 8h0M4 13h0M12 13h0',
  16,
  'grip',
);
