// This device's place in the game and what is on its screen, shared by everything that draws.

import { show } from "./page.js";

export const pad = {
  joined: null, // {token, name, team, code}, and {hall, why} if the host approves names
  state: null, // the latest complete state
  view: "", // what is drawn
};

// A browser that stores nothing throws even when its storage is named, so it is passed in as a function. What cannot be
// stored lasts as long as the page is open.
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
    // Returns whether it will survive a reload of the page.
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
