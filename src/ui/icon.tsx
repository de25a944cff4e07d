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

const RING = 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8Z';

const THUMB =
  'M6.6 9 9.5 3.2q.2-.4.6-.4 1.9.2 1.7 2.4L11.2 8h3.9q2 .2 1.7 2.2l-1.4 5q-.4 1.2-1.7 1.3H4.6q-1.4 0-1.4-1.4v-4.7q0-1.4 1.4-1.4Zm0 0v7.5';
const THUMB_FILLED =
  'M7.4 9.2 10 2.9q.4-.9 1.2-.8 2.1.5 1.7 2.8l-.6 2.4h3q2.7.3 2.3 3l-1.3 5q-.5 1.6-2.2 1.7H8.9q-1.5 0-1.5-1.5ZM4.2 8.4H6V17H4.2q-1.7 0-1.7-1.7v-5.2q0-1.7 1.7-1.7Z';

export const ThumbUp: Icon = /* @__PURE__ */ draw(THUMB, 20);
export const ThumbUpFilled: Icon = /* @__PURE__ */ draw(THUMB_FILLED, 20, 'filled');
export const ThumbDown: Icon = /* @__PURE__ */ draw(THUMB, 20, 'flipped');
export const ThumbDownFilled: Icon = /* @__PURE__ */ draw(THUMB_FILLED, 20, 'filled flipped');
export const Neutral: Icon = /* @__PURE__ */ draw(
  'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4ZM7 10h6',
  20,
);
export const NeutralFilled: Icon = /* @__PURE__ */ draw(
  'M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM7 9q-1 1 0 2h6q1-1 0-2Z',
  20,
  'filled',
);
export const NoRating: Icon = /* @__PURE__ */ draw(`${RING}M5.5 8h5`, 16, 'dashed');

export const Tray: Icon = /* @__PURE__ */ draw(
  'M8 10V2.4M5 5.2l3-3 3 3M2.3 9.6v2.6q0 1.5 1.5 1.5h8.4q1.5 0 1.5-1.5V9.6',
);
export const CloudStruck: Icon = /* @__PURE__ */ draw(
  'M2.3 2.3l11.4 11.4M5 5.4a3.7 3.7 0 0 0-.6 7.2h6.9M13.2 11.7a2.7 2.7 0 0 0-1.7-4.8A4 4 0 0 0 7 4.2',
);
export const BubbleDots: Icon = /* @__PURE__ */ draw(
  'M3.8 2.6h8.4q1.5 0 1.5 1.5v5.6q0 1.5-1.5 1.5H7.4l-2.8 2.3v-2.3h-.8q-1.5 0-1.5-1.5V4.1q0-1.5 1.5-1.5ZM5.4 7h0M8 7h0M10.6 7h0',
);
export const RingCheck: Icon = /* @__PURE__ */ draw(`${RING}M5.2 8.2l2 2 3.6-4`);
export const RingDiffers: Icon = /* @__PURE__ */ draw(
  `${RING}M5.3 6.8h5.4M5.3 9.2h5.4M9.6 5 6.4 11`,
);
export const TwoChecks: Icon = /* @__PURE__ */ draw('M1.4 8.6 4 11.2l5.8-6.4M7.5 10.7l.5.5 6-6.4');
export const TurningArrows: Icon = /* @__PURE__ */ draw(
  'M13.4 6.4A5.6 5.6 0 0 0 3.6 4.5L2.4 5.9M2.4 2.7v3.2h3.2M2.6 9.6a5.6 5.6 0 0 0 9.8 1.9l1.2-1.4M13.6 13.3v-3.2h-3.2',
);
export const Triangle: Icon = /* @__PURE__ */ draw(
  'M6.9 2.7 1.7 11.6q-1 1.9 1.1 1.9h10.4q2.1 0 1.1-1.9L9.1 2.7q-1.1-1.5-2.2 0ZM8 6v3.2M8 11.3h0',
);
export const Key: Icon = /* @__PURE__ */ draw(
  'M7.8 11a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM7 9l6.6-6.6M10.9 5.1l2 2',
);
export const Lock: Icon = /* @__PURE__ */ draw('M3 7h10v6.6H3ZM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2');
export const Clock: Icon = /* @__PURE__ */ draw(`${RING}M8 4.6V8l2.3 1.6`);

export const Corner: Icon = /* @__PURE__ */ draw(
  'M3.8 2.6h8.4q1.5 0 1.5 1.5v7.8q0 1.5-1.5 1.5H3.8q-1.5 0-1.5-1.5V4.1q0-1.5 1.5-1.5ZM5 7V5.4h1.6M9.4 9h2v1.6h-2Z',
);
export const EyeStruck: Icon = /* @__PURE__ */ draw(
  'M2.3 2.3l11.4 11.4M6.3 3.5Q11.8 2.3 14.2 8q-.6 1.5-1.7 2.6M10.4 12.2Q4.5 14 1.8 8q.9-2.2 2.7-3.5M6.6 6.6a2 2 0 0 0 2.8 2.8',
);
export const ChevronDown: Icon = /* @__PURE__ */ draw('M4 6.1 8 10l4-3.9');
export const ChevronBack: Icon = /* @__PURE__ */ draw('M9.8 4 6 8l3.8 4', 16, 'turns');
export const ChevronOn: Icon = /* @__PURE__ */ draw('M6.2 4 10 8l-3.8 4', 16, 'turns');
export const Plus: Icon = /* @__PURE__ */ draw('M8 3.4v9.2M3.4 8h9.2');
export const Check: Icon = /* @__PURE__ */ draw('M3.2 8.6l3 3 6.6-7.2');
export const Cross: Icon = /* @__PURE__ */ draw('M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4');
export const Open: Icon = /* @__PURE__ */ draw(
  'M9.2 2.6h4.2v4.2M13.2 2.8 7.4 8.6M6.4 3.4H4c-.8 0-1.4.6-1.4 1.4V12c0 .8.6 1.4 1.4 1.4h7.2c.8 0 1.4-.6 1.4-1.4V9.6',
  16,
  'turns',
);
export const Dots: Icon = /* @__PURE__ */ draw('M3 8h0M8 8h0M13 8h0');
export const Search: Icon = /* @__PURE__ */ draw(
  'M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6ZM10.5 10.5l3.3 3.3',
);
export const Download: Icon = /* @__PURE__ */ draw(
  'M8 2.4v7.4M5 7l3 3 3-3M2.3 9.6v2.6q0 1.5 1.5 1.5h8.4q1.5 0 1.5-1.5V9.6',
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
  'M4.5 3h0M11.5 3h0M4.5 8h0M11.5 8h0M4.5 13h0M11.5 13h0',
  16,
  'grip',
);
