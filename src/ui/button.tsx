import type { ComponentChildren, JSX } from 'preact';

interface Attributes {
  onPress(): void;
  /** Unavailable for now. It keeps the focus and its place in the tab order, and does nothing. */
  unavailable?: boolean;
  title?: string;
  id?: string;
}

/** A button with words: `main` is the one filled button of a card, `text` stands beside text. */
export function Button({
  kind = 'other',
  onPress,
  unavailable,
  title,
  id,
  children,
}: Attributes & { kind?: 'main' | 'other' | 'text'; children: ComponentChildren }): JSX.Element {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      id={id}
      title={title}
      aria-disabled={unavailable ? 'true' : undefined}
      onClick={unavailable ? undefined : onPress}
    >
      {children}
    </button>
  );
}

/** A 32 × 32 button that shows an icon alone; `name` is what it is called. */
export function IconButton({
  name,
  onPress,
  unavailable,
  title,
  id,
  children,
}: Attributes & { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <button
      type="button"
      class="button glyph"
      id={id}
      title={title ?? name}
      aria-label={name}
      aria-disabled={unavailable ? 'true' : undefined}
      onClick={unavailable ? undefined : onPress}
    >
      {children}
    </button>
  );
}
