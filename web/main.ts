import { openingCode } from './connection/opening-code.ts';
import './styles/base.css';
import { mount } from 'svelte';
import { App } from './state/app.svelte.ts';
import { loadScreen, loadTheRest } from './views/shell/screens.ts';
import Shell from './views/shell/Shell.svelte';

const target = document.querySelector('#page');
if (target === null) throw new Error('the page has no #page');

const app = new App();
// Asked for now, while signing in takes its turn.
void loadScreen(app.location.place.screen);
mount(Shell, { target, props: { app } });
void app.open(openingCode).then(loadTheRest);
