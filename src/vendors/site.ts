import type { Connection } from '../domain/connection';
import type { Conversation, VendorId } from '../domain/conversation';
import type { Clues, Finding } from '../domain/evidence';
import type { Expression } from '../domain/feedback';
import type { WordKey } from '../platform/words';
import { clarifeye } from './clarifeye/site';
import { clarityq } from './clarityq/site';
import { practice } from './practice/site';

/** What Options has to ask for before a key of this vendor can be used. */
export interface ConnectionForm {
  /** Servers to choose from; a single one is not asked for. Labels are shown as they stand. */
  regions: readonly { label: string; origin: string }[];
  /** Whether a server address of the customer's own may be typed (`accepts` decides on it). */
  ownServer: boolean;
  /** Message keys for the words around each field; `null` where the vendor has no such thing. */
  scope: {
    label: 'productId' | 'project';
    hint: WordKey;
    required: boolean;
  };
  key: { label: 'apiKey' | 'accessToken'; hint: WordKey };
  /** Whether feedback may be given in another person's name. */
  actAs: boolean;
}

/** A call of the page itself to the vendor's API, as Resource Timing tells it: no method, no body. */
export interface PageCall {
  /**
   * The conversation it concerns. Null for a run whose address names none (ClarityQ asks at the
   * product): it concerns the conversation the page shows, if it shows one.
   */
  conversationId: string | null;
  /** Whether it asks the agent something, so that a new answer begins (inferred from its path). */
  run: boolean;
}

/** What is known of whoever takes feedback, on pages of its own or on the extension's. */
export interface Vendor {
  id: VendorId;
  /** The vendor's name as it writes it. */
  label: string;
  /** Sources for `connect-src`: the only places a key may travel to. */
  apiSources: readonly string[];
  expresses: Expression;
  /**
   * Message key of who is named as the giver of feedback and who sees it there; `isNamed` where the
   * giver's e-mail is known, which then stands in it.
   */
  audience(isNamed: boolean): WordKey;
  /** Message keys of the quick reasons it comes with, those of one rating in one text, by semicolons. */
  reasons: Record<'good' | 'bad', WordKey>;
  /** An address of the web app's where a person can look for a conversation; null if unknown. */
  home(conversation: Conversation): string | null;
  /** How it is reached where nobody has to enter a key; left out where somebody has to. */
  ownConnection?: Connection;
}

/**
 * What is known of a vendor without asking it: pure values and functions that run anywhere. Its
 * `Located` is what the detector has of it. Adding a vendor means one of these, one `Api`, and a
 * line in each registry.
 */
export interface Site extends Vendor {
  /** The vendor's own domains, below which its web app lives; `locate.ts` makes patterns of them. */
  domains: readonly string[];
  form: ConnectionForm;
  /**
   * Whether the web app may live at this host name, in the form `URL.hostname` gives it (lower
   * case, no port); look-alikes and the vendor's other sites not.
   */
  isApp(host: string): boolean;
  /** The API origin for a page of the app at `host`. */
  apiOrigin(host: string): string;
  /** What the clues come to. Addresses of other vendors and of nobody come to nothing. */
  locate(clues: Clues): Finding;
  /** Reads one of the page's own calls; null when it is no call of a page of the app, or no matter. */
  readCall(address: string): PageCall | null;
}

/** Every vendor's site. `located.ts` lists their part for pages, `api.ts` the other half; no more lists. */
export const sites: readonly Site[] = [clarityq, clarifeye];

/** Whoever takes feedback: the vendors with sites, and the one to practise with. */
export const vendors: readonly Vendor[] = [...sites, practice];

/** The site whose web app lives at this host name, or undefined. */
export function siteOfHost(host: string): Site | undefined {
  return sites.find((site) => site.isApp(host));
}

/** The vendor with this id, or undefined. */
export function vendorById(id: VendorId): Vendor | undefined {
  return vendors.find((vendor) => vendor.id === id);
}

/** The site with this id, or undefined. */
export function siteById(id: VendorId): Site | undefined {
  return sites.find((site) => site.id === id);
}
