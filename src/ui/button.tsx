import type { ComponentChildren, JSX } from 'preact';

interface Pressable {
  onPress(): void;
  /** Unavailable for now. It keeps the focus and its place in the tab order, and does nothing. */
  unavailable?: boolean;
  title?: string | undefined;
  id?: string;
  children: ComponentChildren;
}

/** A button with words: `main` is the one filled button of a card, `text` stands beside text. */
export function Button({
  kind = 'other',
  name,
  title = name,
  id,
  unavailable,
  expanded,
  onPress,
  children,
}: Pressable & {
  /** Whether what it opens is open. */
  expanded?: boolean;
  kind?: 'main' | 'other' | 'text' | 'glyph';
  /** What it is called where its words do not say it. */
  name?: string;
}): JSX.Element {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      title={title}
      id={id}
      aria-label={name}
      aria-disabled={unavailable}
      aria-expanded={expanded}
      onClick={() => unavailable || onPress()}
    >
      {children}
    </button>
  );
}

/** A 32 × 32 button that shows an icon alone; `name` is what it is called. */
export function IconButton(props: Pressable & { name: string }): JSX.Element {
  return <Button {...props} kind="glyph" />;
}
