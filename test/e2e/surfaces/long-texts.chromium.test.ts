import { describe } from 'vitest';
import { walkOver } from './walked.ts';

describe('every surface, with texts 40 % longer', () => walkOver('en', false));
