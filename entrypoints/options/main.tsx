import { Options } from '../../src/pages/options/options';
import { startPage } from '../../src/pages/startPage';

startPage('options', <Options />);
