import { describe } from 'vitest';
import { walkOver } from './walked.ts';

describe('every surface in Hebrew, with text spaced out', () => walkOver('he', true));
