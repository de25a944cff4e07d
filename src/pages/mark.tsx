import type { JSX } from 'preact';

/** Verdict's own sign, 24 × 24. The word beside it carries the name. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" width={24} height={24} viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="mark-tile"
        d="M9 0H23A9 9 0 0 1 32 9V23A9 9 0 0 1 23 32H2A2 2 0 0 1 0 30V9A9 9 0 0 1 9 0Z"
      />
      <path class="mark-left" d="M9 13L15 23" />
      <path class="mark-right" d="M15 23L23.25 9.25" />
    </svg>
  );
}
