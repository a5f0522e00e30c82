// The line to the host. If it is lost or silent for too long, it is opened again, with growing pauses.

import { byId } from "./page.js";

const SILENCE = 12000; // the host gives a sign of life every five seconds
const OPENING = 8000;
const PAUSES = [1, 2, 3, 5, 8];
let socket = null;
let heard = 0; // when the host last said something on this line
let hasHeard = false; // whether the host has said anything on this line
let lost = 0; // how many lines were lost in a row
let again = 0; // when the next line is opened; 0 if one is open or opening
let resting = false;
let over = false; // nothing more will come, so a lost line does not matter
let hooks = null; // {opened, said(message), isIdle}

// Start listening only now: a page that failed to start could not show anything.
export function open(given) {
  hooks = given;
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
  byId("now").addEventListener("click", connect);
  setInterval(watch, 500);
  connect();
}

export function connect() {
  resting = over = false;
  again = 0;
  heard = Date.now();
  hasHeard = false;
  drop();
  const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/play`);
  socket = mine;
  mine.onopen = () => {
    heard = Date.now();
    hooks.opened();
  };
  mine.onmessage = (event) => {
    const message = JSON.parse(event.data);
    heard = Date.now();
    hasHeard = true;
    // A greeting alone does not prove that this line is any better than the last.
    if (message.now !== "greeting" || hooks.isIdle()) lost = 0;
    paint();
    hooks.said(message);
  };
  mine.onclose = fail;
  paint();
}

export function send(message) {
  if (!socket || socket.readyState !== WebSocket.OPEN) return false;
  socket.send(JSON.stringify(message));
  return true;
}

// Nothing more will come: the seat has moved elsewhere, or the game is over.
export function rest() {
  resting = true;
  drop();
  lost = again = 0;
  paint();
}

export const last = () => {
  over = true;
};

function drop() {
  if (!socket) return;
  socket.onopen = socket.onmessage = socket.onclose = null;
  socket.close();
  socket = null;
}

function fail() {
  drop();
  if (resting || over) return;
  // The host closes lines over which nobody has joined in time: that is no trouble, and the next one is opened quietly.
  if (hasHeard && hooks.isIdle()) {
    again = Date.now() + 1000 * PAUSES[2];
    return;
  }
  // At random times: when the host comes back, so does the whole hall.
  again = Date.now() + 1000 * PAUSES[Math.min(lost++, PAUSES.length - 1)] * (0.75 + Math.random() / 2);
  paint();
}

function watch() {
  if (resting || over) return;
  if (again && Date.now() >= again) connect();
  else if (socket && Date.now() - heard > (socket.readyState === WebSocket.OPEN ? SILENCE : OPENING)) fail();
  paint();
}

function paint() {
  byId("trouble").hidden = !lost;
  const words = lost ? "▲ No connection." : "";
  if (byId("lost").textContent !== words) byId("lost").textContent = words;
  if (!lost) return;
  const left = Math.max(1, Math.ceil((again - Date.now()) / 1000));
  byId("again").textContent = `${again ? `Trying again in ${left} s.` : "Trying now."} What you fill in is kept.`;
}

// After being locked, a phone may have a dead line without knowing.
function wake() {
  if (!document.hidden && !resting && !over && (again || Date.now() - heard > SILENCE / 2)) connect();
}
