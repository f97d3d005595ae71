import { mount } from 'svelte';
import App from './App.svelte';
import { app, applySettings } from './app.svelte';
import { clock } from './clock.svelte';
import { connect } from './ipc/client';
import { receipts } from './receipts.svelte';
import './theme/index.css';

await connect();
try {
  await app.restart();
} catch (error) {
  receipts.fail(error);
}
applySettings(app.settings, app.locale);
clock.start();
const target = document.getElementById('app');
if (target === null) throw new Error('the page has no place for the window');
mount(App, { target });
