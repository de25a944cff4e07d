import { Popup } from '../../src/pages/popup/popup';
import { startPage } from '../../src/pages/startPage';

startPage('popupTitle', <Popup />);
