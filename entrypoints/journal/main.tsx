import { Journal } from '../../src/pages/journal/journal';
import { startPage } from '../../src/pages/startPage';

startPage('journalTitle', <Journal />);
