// The way to the server. An act is sent again until it is answered: each answer is the whole present view, and what was done
// once is not done twice.

import { byId } from "./page.js";

const PAUSES = [1, 2, 3, 5, 8];
const PATIENCE = 15000;
const COUNTS = ["answer", "certainty", "skip", "flag", "acknowledge"]; // what somebody has said, and does not say again elsewhere
const REFUSED = [400, 403, 413, 415, 421]; // what is no better the next time
const AWAY = "The quiz does not answer just now."; // a proxy says so while the server behind it is started again
const ELSEWHERE = "Something else answered. Load the page again.";
let pending = null; // what is asked for: {act, drawn, instead, tries, again, sentence, refused}
let next = null; // where somebody wants to go once that is done

export const isBusy = () => Boolean(pending && !pending.refused);
export const isAsking = (what) => isBusy() && pending.act.do === what;

// A later wish takes the place of an earlier one: whoever goes elsewhere waits for nothing here. What counts goes first, and
// whoever leaves has to see their word. `instead` is done, if it is given, where the server takes no such act at all.
export function ask(act, drawn, instead = null) {
  const mine = { act, drawn, instead, tries: 0, again: 0, sentence: "", refused: false };
  if (isBusy() && COUNTS.includes(pending.act.do)) next = mine;
  else if (!isBusy() || pending.act.do !== "leave") begin(mine);
}

function begin(mine) {
  pending = mine;
  next = null;
  send(mine);
}

async function send(mine) {
  mine.again = 0;
  mine.refused = false;
  paint();
  let view = null;
  // Not AbortSignal.timeout: older tablets have none.
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch("/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(mine.act),
      credentials: "same-origin",
      signal: patience.signal,
    });
    view = await viewOf(response);
  } catch {
    /* no connection: it is tried again */
  }
  clearTimeout(late);
  if (pending !== mine) return;
  if (view && view.now !== "trouble") {
    pending = null;
    paint();
    if (next) begin(next);
    else mine.drawn(view);
    return;
  }
  mine.sentence = view ? view.sentence : "";
  mine.refused = Boolean(view && view.refused);
  if (mine.refused) {
    mine.tries++;
    if (next) begin(next);
    else if (mine.instead) mine.instead();
    else paint();
    return;
  }
  // Not all at once: when the server is back, so is everybody.
  mine.again = Date.now() + 1000 * PAUSES[Math.min(mine.tries++, PAUSES.length - 1)] * (0.75 + Math.random() / 2);
  paint();
}

// What is no view comes from the server in a sentence; a proxy in between may send a whole page, as of a sign-on, or nothing.
async function viewOf(response) {
  const kind = response.headers.get("Content-Type") || "";
  if (kind.startsWith("application/json")) return response.json();
  if (!kind.startsWith("text/plain")) return { now: "trouble", sentence: response.status >= 500 ? AWAY : ELSEWHERE };
  return { now: "trouble", sentence: await response.text(), refused: REFUSED.includes(response.status) };
}

function paint() {
  const lost = Boolean(pending && pending.tries);
  byId("trouble").hidden = !lost;
  const words = lost ? `▲ ${pending.sentence || "No connection."}` : "";
  if (byId("lost").textContent !== words) byId("lost").textContent = words;
  if (!lost) return;
  if (pending.refused) {
    byId("again").textContent = "";
    return;
  }
  const left = Math.max(1, Math.ceil((pending.again - Date.now()) / 1000));
  byId("again").textContent = `${pending.again ? `Trying again in ${left} s.` : "Trying now."} What you fill in is kept.`;
}

function watch() {
  if (!pending) return;
  if (pending.again && Date.now() >= pending.again) send(pending);
  else paint();
}

const now = () => {
  if (pending && (pending.again || pending.refused)) send(pending);
};
addEventListener("online", now);
byId("now").addEventListener("click", now);
setInterval(watch, 500);
