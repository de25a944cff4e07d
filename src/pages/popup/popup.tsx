import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Conversation } from '../../domain/conversation';
import { NOTHING_FOUND } from '../../domain/evidence';
import type { TabView, Unsettled } from '../../messages/view';
import { say } from '../../platform/words';
import { siteById } from '../../vendors/site';
import { Bar } from '../bar';
import { sentenceOf } from '../recognition';
import { speak } from '../speak';
import { currentTab, isTab, onAccess, openHelp, pickIn } from '../tab';
import { Unlock } from '../unlock';
import { vendorNames } from '../why';
import { ask, onHint, refused } from '../worker';
import { Choices } from './choices';
import { PasteBox } from './pasteBox';
import { Rated } from './rated';
import { Access, PanelSwitch, SendingAccess } from './siteSwitches';
import { UnsettledList } from './unsettled';

interface Seen {
  tabId: number;
  address: string;
  title: string;
  tab: TabView;
}

/** What the toolbar button opens: this tab's conversation, or a box to name another. */
export function Popup(): JSX.Element {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [unsettled, setUnsettled] = useState<Unsettled | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Conversation | null>(null);

  const load = async (isGone: () => boolean) => {
    const tab = await currentTab();
    const address = tab?.address ?? '';
    const [shown, counts] = await Promise.all([
      ask('tab', { tabId: tab?.id ?? -1, address }),
      ask('unsettled', {}),
    ]);
    if (isGone()) return;
    setProblem(shown.ok ? null : speak(refused(shown.refusal)));
    if (counts.ok) setUnsettled(counts.value);
    if (shown.ok)
      setSeen({ tabId: tab?.id ?? -1, address, title: tab?.title ?? '', tab: shown.value });
  };
  useEffect(() => {
    let gone = false;
    const isGone = () => gone;
    void load(isGone);
    void isTab().then((is) => {
      if (is) document.documentElement.dataset.tab = '';
    });
    const again = () => void load(isGone);
    const stops = [onHint(again), onAccess(again)];
    return () => {
      gone = true;
      for (const stop of stops) stop();
    };
  }, []);

  const open = (page: 'journal' | 'options', vendor: string | null = null) => {
    void ask('open', { page, vendor }).then(() => close());
  };
  const follow = (page: 'journal' | 'options' | 'help') =>
    page === 'help' ? void openHelp().then(() => close()) : open(page);
  return (
    <>
      <Bar open={follow} />
      <main>
        <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
        <Unlock look="part" />
        {seen && (
          <ThisTab
            seen={seen}
            conversation={chosen ?? seen.tab.view?.conversation ?? null}
            onChoose={(conversation) => {
              setChosen(conversation);
              void pickIn(seen.tabId, conversation.id);
            }}
            onOpen={open}
          />
        )}
        {seen && unsettled && <UnsettledList counts={unsettled} onOpen={() => open('journal')} />}
      </main>
    </>
  );
}

function ThisTab({
  seen: { address, title, tab },
  conversation,
  onChoose,
  onOpen,
}: {
  seen: Seen;
  conversation: Conversation | null;
  onChoose(conversation: Conversation): void;
  onOpen(page: 'options', vendor: string | null): void;
}): JSX.Element {
  const site = siteById(conversation?.vendor ?? tab.vendor ?? '');
  const isApp = tab.vendor !== null && tab.reason.kind !== 'not-the-app';
  const why = speak(
    sentenceOf({
      // A tab has an address, if one too long to be read.
      reason: tab.reason.kind === 'not-an-address' ? NOTHING_FOUND.reason : tab.reason,
      conversation,
      site,
      vendors: vendorNames('conjunction'),
    }),
  );
  const others = tab.choices.filter(({ id }) => id !== conversation?.id);
  const heading = tab.choices.length > 0 ? 'popupSeveral' : 'popupNoConversation';
  return (
    <>
      {site && !tab.siteAccess && <Access site={site} host={tab.host} why="popupWithheld" />}
      {conversation && tab.siteAccess && <SendingAccess conversation={conversation} />}
      {conversation ? (
        <Rated
          key={conversation.id}
          conversation={conversation}
          page={{ title, address }}
          why={why}
          excerpt={tab.reason.excerpt}
          onOpen={onOpen}
        />
      ) : (
        <section class="part">
          {/^https?:/.test(address) && (
            <p class="over">
              <bdi>{tab.host}</bdi>
            </p>
          )}
          <h1>{say(tab.vendor === null ? 'popupUnknownSite' : heading)}</h1>
          <p class="second">{why}</p>
          <Choices conversations={tab.choices} onChoose={onChoose} />
        </section>
      )}
      {conversation && others.length > 0 && (
        <section class="part">
          <h2>{say('popupSeveral')}</h2>
          <Choices conversations={others} onChoose={onChoose} />
        </section>
      )}
      {isApp && tab.siteAccess && <PanelSwitch host={tab.host} hidden={tab.panelHidden} />}
      {!conversation && <PasteBox onOpen={onOpen} />}
    </>
  );
}
