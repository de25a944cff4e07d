import type { JSX } from 'preact';
import { About } from '../about';
import { Copying } from './copying';
import { Erasing } from './erasing';
import { Keeping } from './keeping';
import { PassphraseCard } from './passphrase';
import { Transferring } from './transferring';

/** What is kept and for how long, where keys lie, what is sent and to whom, and how all of it goes. */
export function Privacy(): JSX.Element {
  return (
    <>
      <Keeping />
      <PassphraseCard />
      <About />
      <Transferring />
      <Copying />
      <Erasing />
    </>
  );
}
