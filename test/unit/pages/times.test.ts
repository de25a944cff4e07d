import { describe, expect, it } from 'vitest';
import { capital, dayName, dayOf, duration, timeOfDay } from '../../../src/pages/times';

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();
const NOON = at(2026, 10, 21, 12, 0);

describe('days', () => {
  it('calls the day by how a person would, at its very edges', () => {
    expect(dayName(at(2026, 10, 21, 0, 0), NOON, 'en')).toBe('today');
    expect(dayName(at(2026, 10, 20, 23, 59), NOON, 'en')).toBe('yesterday');
    expect(dayName(at(2026, 10, 20, 0, 0), at(2026, 10, 21, 0, 1), 'en')).toBe('yesterday');
    expect(dayName(at(2026, 10, 19, 23, 59), NOON, 'en')).toBe('Thursday, November 19');
  });

  it('names the year only where it is another one', () => {
    expect(dayName(at(2025, 11, 31, 12, 0), NOON, 'en')).toBe('Wednesday, December 31, 2025');
    expect(dayName(at(2025, 11, 31, 23, 0), at(2026, 0, 1, 1, 0), 'en')).toBe('yesterday');
  });

  it('speaks the language of the texts', () => {
    expect(dayName(NOON, NOON, 'de')).toBe('heute');
    expect(capital('heute', 'de')).toBe('Heute');
    expect(capital('', 'de')).toBe('');
  });

  it('tells days apart by the calendar of this device', () => {
    expect(dayOf(at(2026, 0, 5, 23, 59))).toBe('2026-01-05');
    expect(dayOf(at(2026, 0, 6, 0, 0))).toBe('2026-01-06');
  });
});

describe('times', () => {
  it('shows seconds only where steps follow one another', () => {
    const moment = new Date(2026, 10, 21, 13, 12, 4).getTime();
    expect(timeOfDay(moment, 'en-GB')).toBe('13:12');
    expect(timeOfDay(moment, 'en-GB', true)).toBe('13:12:04');
    expect(timeOfDay(moment, 'en-US')).toMatch(/^1:12\sPM$/);
  });

  it('never promises less than there is to wait', () => {
    expect(duration(0, 'en')).toBe('1 second');
    expect(duration(29_100, 'en')).toBe('30 seconds');
    expect(duration(119_000, 'en')).toBe('119 seconds');
    expect(duration(121_000, 'en')).toBe('3 minutes');
  });
});
