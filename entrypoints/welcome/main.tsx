import { startPage } from '../../src/pages/startPage';
import { Welcome } from '../../src/pages/welcome/welcome';

startPage('welcomeTitle', <Welcome />);
