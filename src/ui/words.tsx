import type { JSX } from 'preact';
import type { Sentence } from './sentence';

/** Shows a sentence: its first words semibold, what is set into it kept in its own direction. */
export function Words({ of }: { of: Sentence }): JSX.Element {
  return (
    <>
      {of.map(({ text, strong, isInset }) => {
        const shown = isInset ? <bdi>{text}</bdi> : text;
        return strong ? <b>{shown}</b> : shown;
      })}
    </>
  );
}
