import type { Conversation } from '../domain/conversation';
import type { Reason } from '../domain/evidence';
import type { Site } from '../vendors/site';
import { type Line, line } from './line';

const SAMPLE_ID = '0f6c2e4a-7b1d-4e53-9a86-3d5c8f2091ae';

/** What a sentence about recognition may have to name. */
export interface Recognised {
  reason: Reason;
  /** The conversation it came to; null where it came to none or several. */
  conversation: Conversation | null;
  /** The vendor whose page it is; none for anybody else's. */
  site: Site | null | undefined;
  /** All vendors' names as one text. */
  vendors: string;
}

/** Why a conversation was recognised, or why not; a contradiction gets a sentence of its own. */
export function sentenceOf(recognised: Recognised): Line {
  const { reason, conversation, site } = recognised;
  const why = clueOf(recognised);
  const { otherScope } = reason;
  if (!otherScope || !conversation?.scope || !site) return why;
  return line('reasonScopes', why, containerOf(site), conversation.scope, otherScope);
}

/** Product or project, as the vendor calls what its conversations lie in. */
function containerOf(site: Site): Line {
  return line(site.form.scope.label === 'productId' ? 'reasonProduct' : 'reasonProject');
}

function clueOf({ reason, conversation, site, vendors }: Recognised): Line {
  switch (reason.kind) {
    case 'in-path':
      return conversation?.scope && site
        ? line('reasonPathScope', containerOf(site))
        : line('reasonPath');
    case 'in-query':
      return line('reasonQuery');
    case 'in-hash':
      return line('reasonHash');
    case 'in-traffic':
      return line('reasonTraffic');
    case 'pasted-id':
      return line(conversation ? 'reasonPastedId' : 'reasonPastedIdSeveral');
    case 'several-in-address':
      return line(conversation ? 'reasonPicked' : 'reasonSeveralAddress');
    case 'several-in-traffic':
      return line(conversation ? 'reasonPicked' : 'reasonSeveralTraffic');
    case 'no-conversation':
      return line('reasonNoConversation');
    case 'not-the-app':
      return line('reasonNotTheApp', site?.label ?? vendors);
    case 'not-a-vendor':
      return line('reasonNotAVendor', vendors);
    case 'not-an-address':
      return line('reasonNotAnAddress', SAMPLE_ID);
  }
}
