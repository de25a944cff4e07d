import type { JSX } from 'preact';
import type { Sentence } from './sentence';

/**
 * Shows a sentence, the words that stand out semibold. Only the first pair of marks counts: those
 * are the text's own, whatever a vendor's words further on look like.
 */
export function Words({ of }: { of: Sentence }): JSX.Element {
  const [before, strong, ...rest] = of.split('**');
  return (
    <>
      {before}
      <b>{strong}</b>
      {rest.join('**')}
    </>
  );
}
