import { Help } from '../../src/pages/help/help';
import { startPage } from '../../src/pages/startPage';

startPage('help', <Help />);
