// What this device is in the game, and what is drawn of it: shared by all that draws.

import { show } from "./page.js";

export const pad = {
  joined: null, // {token, name, team, code}, and where the host looks at names {hall, why}
  state: null, // the last whole state
  view: "", // what is drawn
};

// A browser that keeps nothing refuses even to name its stores, so they are handed in as functions: what cannot be kept there
// is had for as long as the page is open.
function memoryIn(store) {
  const here = new Map();
  return {
    read(key) {
      if (here.has(key)) return here.get(key);
      try {
        return JSON.parse(store().getItem(key));
      } catch {
        return null;
      }
    },
    // Says whether it is kept for whoever loads the page again.
    write(key, value) {
      try {
        store().setItem(key, JSON.stringify(value));
        here.delete(key);
        return true;
      } catch {
        here.set(key, value);
        return false;
      }
    },
  };
}
export const onDevice = memoryIn(() => localStorage);
export const inTab = memoryIn(() => sessionStorage);

export function draw(name, kind, ...children) {
  pad.view = name;
  show(kind, ...children);
}
