/** What the badge is drawn with. */
export interface BadgeSurface {
  setText(text: string): Promise<void>;
  setColours(ground: string, text: string): Promise<void>;
}

/** The design's `act` tone; white on it has 6.41. */
const GROUND = '#AF3026';

/** Shows on the toolbar icon how many feedbacks need a person: nothing for 0, or a mark for all. */
export async function showBadge(surface: BadgeSurface, needsPerson: number | '!'): Promise<void> {
  await surface.setColours(GROUND, '#FFFFFF');
  await surface.setText(
    needsPerson === 0 ? '' : Number(needsPerson) > 99 ? '99+' : String(needsPerson),
  );
}
