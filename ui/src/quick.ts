/** The page of quick search: drawn while its window is hidden, so that it is there at once. */
import { mount } from 'svelte';
import { applySettings } from './app.svelte';
import { clock } from './clock.svelte';
import QuickWindow from './features/quick/QuickWindow.svelte';
import { connect } from './ipc/client';
import './theme/index.css';

await connect();
applySettings(null, 'en');
clock.start();
const target = document.getElementById('app');
if (target === null) throw new Error('the page has no place for the window');
mount(QuickWindow, { target });
