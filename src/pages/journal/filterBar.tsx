import type { JSX } from 'preact';
import { say, type WordKey } from '../../platform/words';
import { ChevronDown, Search } from '../../ui/icon';
import { vendors } from '../../vendors/site';
import { type Filter, RATINGS, SPANS, STATES } from './filter';

const RATING_WORDS: Record<(typeof RATINGS)[number], WordKey> = {
  good: 'good',
  neutral: 'neutral',
  bad: 'bad',
  none: 'noRating',
};
const STATE_WORDS: Record<(typeof STATES)[number], WordKey> = {
  'needs-person': 'journalNeedsPerson',
  'on-its-way': 'journalOnItsWay',
  stored: 'journalStored',
  differs: 'journalDiffers',
  reviewed: 'journalReviewed',
  'taken-back': 'journalTakenBack',
  discarded: 'journalDiscarded',
  unreadable: 'journalUnreadableState',
};
const SPAN_WORDS: Record<(typeof SPANS)[number], WordKey> = {
  today: 'journalToday',
  7: 'journalDays7',
  30: 'journalDays30',
  365: 'journalDays365',
};

/** What narrows the list: words, and one choice each of vendor, rating, state and time. */
export function FilterBar({
  filter,
  onFilter,
}: {
  filter: Filter;
  onFilter(filter: Filter): void;
}): JSX.Element {
  return (
    <search class="filters">
      <div class="search">
        <Search />
        <input
          type="search"
          class="box"
          aria-label={say('journalSearch')}
          placeholder={say('journalSearchIn')}
          value={filter.query}
          onInput={(event) => onFilter({ ...filter, query: event.currentTarget.value })}
        />
      </div>
      <Choice
        label={say('journalVendor')}
        value={filter.vendor}
        options={vendors.map(({ id, label }) => [id, label])}
        onChoose={(vendor) => onFilter({ ...filter, vendor })}
      />
      <Choice
        label={say('journalColumnRating')}
        value={filter.rating}
        options={RATINGS.map((rating) => [rating, say(RATING_WORDS[rating])])}
        onChoose={(rating) => onFilter({ ...filter, rating })}
      />
      <Choice
        label={say('journalColumnState')}
        value={filter.state}
        options={STATES.map((state) => [state, say(STATE_WORDS[state])])}
        onChoose={(state) => onFilter({ ...filter, state })}
      />
      <Choice
        label={say('journalColumnWhen')}
        value={filter.when}
        options={SPANS.map((span) => [span, say(SPAN_WORDS[span])])}
        onChoose={(when) => onFilter({ ...filter, when })}
      />
    </search>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  onChoose,
}: {
  label: string;
  value: T | '';
  options: readonly (readonly [value: T, words: string])[];
  onChoose(value: T | ''): void;
}): JSX.Element {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value as T | '')}>
        <option value="">{say('journalAll')}</option>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
      <ChevronDown />
    </label>
  );
}
