import { type ComponentChildren, Fragment, type JSX } from 'preact';
import type { Piece, Sentence } from './sentence';

const LAST_WORD = /\S{1,12}\s$/;

/** Shows a sentence: its first words semibold, insets isolated, a time kept beside its “at”. */
export function Words({ of }: { of: Sentence }): JSX.Element {
  const shown: JSX.Element[] = [];
  of.forEach((piece, index) => {
    const next = of[index + 1];
    const previous = of[index - 1];
    if (piece.kind === 'time') {
      const before = previous ? (LAST_WORD.exec(previous.text)?.[0] ?? '') : '';
      const after = next?.text.charAt(0).trim() ?? '';
      shown.push(
        <span class="together">
          {before}
          <bdi>{piece.text}</bdi>
          {after}
        </span>,
      );
      return;
    }
    const start = previous?.kind === 'time' && piece.text.charAt(0).trim() ? 1 : 0;
    const text =
      next?.kind === 'time'
        ? piece.text.slice(start).replace(LAST_WORD, '')
        : piece.text.slice(start);
    shown.push(<Fragment key={index}>{emphasised({ ...piece, text })}</Fragment>);
  });
  return <>{shown}</>;
}

function emphasised({ text, strong, kind }: Piece): ComponentChildren {
  const content = kind === 'inset' ? <bdi>{text}</bdi> : text;
  return strong ? <b>{content}</b> : content;
}
