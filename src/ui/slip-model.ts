import { UNNAMED } from '../domain/conversation';
import { type Feedback, NOTHING, press, room, sameFeedback, withComment } from '../domain/feedback';
import { begins, pressedIn, toggled, writable } from '../domain/reasons';
import type { Answer, ConversationView } from '../messages/view';
import { type Refused, refusedFor } from './sentences';
import {
  DOUBLE_PRESS,
  DRAFT_DELAY,
  LOOK_DELAY,
  REASONS_CALM,
  type SlipModel,
  type SlipState,
  type SlipWorld,
} from './slip-contract';

/** Makes a slip for one conversation. Nothing is asked before `open`. */
export function createSlip(world: SlipWorld): SlipModel {
  let view: ConversationView | null = null;
  /** The text as typed; null while the field follows the worker's view. */
  let typed: string | null = null;
  /** What was pressed and is not answered yet. */
  let intended: Feedback | null = null;
  /** What was refused last: the worker may have died after it had it, before it could say so. */
  let missed: Feedback | null = null;
  /** The request that would store what stands here, while it is looked into. */
  let payload: SlipState['payload'] = null;
  /** Whether that is wanted: its first answer takes a while, and may come after it was closed. */
  let inspected = false;
  let pending = 0;
  let refused: Refused | null = null;
  /** The answer asked for by stepping, until its view arrives. */
  let wanted: number | null = null;
  /** The newest answer the person has been shown. */
  let newestSeen: number | null = null;
  /** The answer the person seems to read. */
  let noted: number | null = null;
  let lastPress: { what: string; at: number } | null = null;
  let callOffDraft: (() => void) | null = null;
  let callOffLook: (() => void) | null = null;
  /** The saved comment with the quick reasons pressed since, until they are stored. */
  let reasoned: string | null = null;
  let callOffReasons: (() => void) | null = null;
  /** Counts what the person did: a view that was asked for before the last of it is out of date. */
  let acts = 0;
  let refreshing = false;
  let again = false;
  let listener: (() => void) | null = null;

  const changed = () => listener?.();
  const { ask } = world;
  const saved = () => intended ?? view?.feedback ?? NOTHING;
  const known = () => (view ? [...view.reasons.good, ...view.reasons.bad] : []);
  const text = () => typed ?? view?.draft ?? writable(known(), saved().comment);
  const differs = (words: string, from = saved().comment) =>
    words.trim().normalize('NFC') !== from.trim().normalize('NFC');
  const newest = () => view?.answers.at(-1)?.turn ?? UNNAMED;
  /** Without an answer there is nothing that words could be about: none is named, or none is there. */
  const rateable = () => newest() >= 0;

  function state(): SlipState {
    const words = text();
    const dirty = differs(words, reasoned ?? undefined);
    const { rating } = saved();
    const pressed = pressedIn(known(), words);
    const [mine, others] =
      rating === 'good' ? (['good', 'bad'] as const) : (['bad', 'good'] as const);
    const offered = rating ? (view?.reasons[mine] ?? []) : [];
    const hasNewer = newestSeen !== null && newest() > newestSeen;
    const over = view !== null && room(view.expresses, words)?.tone === 'over';
    return {
      view,
      feedback: saved(),
      text: words,
      reasons: [...new Set([...offered, ...pressed])].map((reason) => ({
        reason,
        pressed: pressed.includes(reason),
      })),
      spare: rating ? (view?.reasons[others] ?? []) : [],
      dirty,
      saveable: dirty && !over && rateable(),
      pending: pending > 0,
      newer: hasNewer,
      read: hasNewer
        ? undefined
        : view?.answers.find(({ turn }) => turn === noted && turn !== view?.turn),
      payload,
      refused,
    };
  }

  function takeOver(next: ConversationView): void {
    // An answer that has got its name is still the one in front of the person.
    if (view && view.turn !== UNNAMED && next.turn !== view.turn) {
      storeReasons();
      writeDraft();
      typed = null;
      intended = null;
      lastPress = null;
      refused = null;
    }
    view = next;
    if (typed !== null && typed !== next.draft) armDraft();
    if (payload) void look();
    if (newest() >= 0 && (newestSeen === null || next.turn === newest())) newestSeen = newest();
  }

  function refresh(look: boolean, focus?: boolean): void {
    // The focus a page gets as it loads is no reason to look before the page itself has.
    if (look && !(focus && callOffLook)) void askView(true, focus);
    else again = true;
    catchUp();
  }

  function show(turn: number): void {
    storeReasons();
    wanted = turn;
    noted = null;
    newestSeen = newest();
    refresh(false);
  }

  /** Asks what is true now, one request at a time and none while a press is on its way. */
  function catchUp(): void {
    if (!again || refreshing || pending > 0) return;
    again = false;
    refreshing = true;
    void askView(false);
  }

  async function askView(look: boolean, focus?: boolean): Promise<void> {
    const asked = acts;
    const turn = wanted ?? (rateable() && view ? view.turn : null);
    const answer = await ask('view', { conversation: world.conversation(), turn, look, focus });
    if (!look) refreshing = false;
    if (!answer.ok) {
      if (!world.alive()) refused = 'reload';
      else if (!view) refused = 'not-answered';
    } else if (asked !== acts) {
      again = true;
    } else {
      if (!view || (missed && sameFeedback(missed, answer.value.feedback))) refused = null;
      if (turn === wanted) wanted = null;
      takeOver(answer.value);
    }
    changed();
    catchUp();
  }

  /** Sends an act and takes over its view; a refusal is shown and what is true asked for. */
  async function perform(
    request: Promise<Answer<ConversationView>>,
    done?: () => void,
    meant: Feedback | null = null,
  ) {
    const act = ++acts;
    pending += 1;
    changed();
    const answer = await request;
    pending -= 1;
    if (pending === 0) intended = null;
    missed = answer.ok ? null : meant;
    refused = answer.ok ? null : world.alive() ? refusedFor(answer.refusal) : 'reload';
    if (answer.ok && act === acts) {
      takeOver(answer.value);
      done?.();
    } else {
      again = true;
    }
    changed();
    catchUp();
  }

  function isDouble(what: string): boolean {
    const at = world.now();
    if (lastPress?.what === what && at - lastPress.at < DOUBLE_PRESS) return true;
    lastPress = { what, at };
    return false;
  }

  function send(feedback: Feedback, done?: () => void): void {
    if (!view) return;
    intended = feedback;
    const { title, address } = world.page();
    const input = {
      conversation: world.conversation(),
      turn: view.turn,
      pressId: world.newId(),
      feedback,
      // A page may call itself anything, at any length; the ledger keeps what fits a line.
      page: { title: title.slice(0, 500), address: address.slice(0, 4000) },
    };
    void perform(ask('rate', input), done, feedback);
  }

  /** Asks how what stands here would be sent. */
  async function look(): Promise<void> {
    if (!view) return;
    const feedback = withComment(view.expresses, saved(), text());
    const { turn } = view;
    const input = { conversation: world.conversation(), turn, feedback };
    const answer = await ask('preview', input);
    payload = inspected && answer.ok ? answer.value : null;
    inspected = payload !== null;
    changed();
  }

  /** Stores the quick reasons that were pressed; other words stay as they are. */
  function storeReasons(): void {
    callOffReasons?.();
    callOffReasons = null;
    const meant = reasoned;
    reasoned = null;
    if (!view || meant === null || room(view.expresses, meant)?.tone === 'over') return;
    if (differs(meant)) send(withComment(view.expresses, saved(), meant), settle);
    else settle();
  }

  /** Lets the field follow the view again once nothing in it differs; a draft has served then. */
  function settle(): void {
    if (typed === null || differs(typed)) return;
    typed = null;
    // An earlier stage of the same text may still be kept as a draft.
    if (view?.draft != null) void keep(null);
  }

  /** Puts a text into the field. */
  function write(words: string): void {
    typed = words;
    armDraft();
    changed();
  }

  /** A draft lies with its answer, so that there is none before that has a name. */
  function armDraft(): void {
    if (rateable()) callOffDraft ??= world.later(DRAFT_DELAY, writeDraft);
  }

  function writeDraft(): void {
    if (callOffDraft && typed !== null) void keep(differs(typed) ? typed : null);
  }

  async function keep(draft: string | null): Promise<void> {
    callOffDraft?.();
    callOffDraft = null;
    if (!view) return;
    // Where an answer without a name is in front of others, its words are about the newest.
    const turn = view.turn === UNNAMED ? newest() : view.turn;
    view = { ...view, draft };
    const answer = await ask('draft', { conversation: world.conversation(), turn, text: draft });
    if (view?.draft !== draft) return;
    if (payload) void look();
    if (!answer.ok) refused = world.alive() ? 'draft-not-kept' : 'reload';
    else if (refused === 'draft-not-kept') refused = null;
    changed();
  }

  return {
    state,
    refresh,
    subscribe(redraw) {
      listener = redraw;
    },
    open(inSight) {
      refresh(false);
      callOffLook = world.later(LOOK_DELAY, () => {
        callOffLook = null;
        if (inSight()) refresh(true);
      });
    },
    rate(rating) {
      if (view && !isDouble(rating)) send(press(view.expresses, saved(), rating));
    },
    type(words) {
      if (words === text()) return;
      write(words);
    },
    toggle(reason) {
      // What only begins a line waits for its words.
      if (!begins(reason)) reasoned = toggled(known(), reasoned ?? saved().comment, reason);
      callOffReasons?.();
      callOffReasons = world.later(REASONS_CALM, storeReasons);
      write(toggled(known(), text(), reason));
    },
    save() {
      if (!view || !state().saveable) return;
      reasoned = null;
      callOffReasons?.();
      const meant = text();
      callOffDraft?.();
      callOffDraft = null;
      send(withComment(view.expresses, saved(), meant), settle);
    },
    rest() {
      storeReasons();
      writeDraft();
      if (typed === null || !view) return;
      view = { ...view, draft: differs(typed) ? typed : null };
      typed = null;
      acts += 1;
      changed();
    },
    act(action) {
      if (!view || isDouble(action)) return;
      const input = { conversation: world.conversation(), turn: view.turn };
      void perform(
        action === 'undo'
          ? ask('undo', { ...input, pressId: world.newId() })
          : ask('decide', { ...input, decision: action }),
      );
    },
    inspect() {
      inspected = !inspected;
      if (inspected) return void look();
      payload = null;
      changed();
    },
    choose(connection) {
      void perform(ask('choose', { conversation: world.conversation(), connection }));
    },
    step(by) {
      const from = wanted ?? view?.turn;
      const at = view?.answers.findIndex(({ turn }) => turn === from) ?? -1;
      const next = at < 0 ? undefined : view?.answers[at + by];
      if (next) show(next.turn);
    },
    takeOffer: () => show(state().read?.turn ?? newest()),
    note(turn) {
      if (noted === turn) return;
      noted = turn;
      changed();
    },
    close() {
      storeReasons();
      writeDraft();
      callOffLook?.();
      listener = null;
      // Nothing is asked any more.
      pending = 1e9;
    },
  };
}
