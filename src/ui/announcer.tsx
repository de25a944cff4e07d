import { Component, type JSX } from 'preact';

/** How long a state has to stand before it is spoken, in milliseconds. */
export const CALM = 1000;

/**
 * The live region. It is there before it speaks, or nobody would hear it, and says `words` once
 * they have stood for a second. What stood there from the start is to be read, but no news.
 */
export class Announcer extends Component<{ words: string }, { spoken: string }> {
  override state = { spoken: this.props.words };
  #timer: ReturnType<typeof setTimeout> | undefined;

  override componentDidUpdate({ words: before }: { words: string }): void {
    const { words } = this.props;
    if (words === before) return;
    clearTimeout(this.#timer);
    this.setState({ spoken: '' });
    this.#timer = setTimeout(() => this.setState({ spoken: words }), CALM);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer);
  }

  override render(): JSX.Element {
    return (
      <div class="unseen" role="status">
        {this.state.spoken}
      </div>
    );
  }
}
