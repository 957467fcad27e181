import { openingCode } from './connection/opening-code.ts';
import './styles/base.css';
import { mount } from 'svelte';
import { App } from './state/app.svelte.ts';
import { refuseDrops } from './views/shell/refuse-drops.ts';
import { loadScreen, loadTheRest } from './views/shell/screens.ts';
import Shell from './views/shell/Shell.svelte';

const target = document.querySelector('#page');
if (target === null) throw new Error('the page has no #page');

refuseDrops();
const app = new App();
// Both go on while the shell is drawn.
const opened = app.open(openingCode);
void loadScreen(app.location.place.screen);
mount(Shell, { target, props: { app } });
void opened.then(loadTheRest);
