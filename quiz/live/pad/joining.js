// Joining: the form drawn for the greeting, and the request for a seat.

import * as line from "./line.js";
import { badge, button, byId, chips, el, heading, main, p, pressed, say } from "./page.js";
import { draw, inTab, onDevice, pad } from "./seat.js";

const DEVICE = "inset-quiz-device";
const CODE = "inset-quiz-code";
const KEEPS_NOTHING =
  "Your browser keeps nothing of this page. Do not close or reload it: only the host could let you back in under your name.";

let greeting = null;
let suggestion = 0;
let byCode = false; // whether the code came with the page, by the QR code
const typed = { code: "", name: "", team: "" };
let asks = null; // the request for a seat, which is sent again on a new line

function device() {
  const kept = onDevice.read(DEVICE);
  if (typeof kept === "string" && kept) return kept;
  const made = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  keeps = onDevice.write(DEVICE, made);
  return made;
}
let ownDevice = "";
let keeps = true; // whether this browser gets the seat back when the page is reloaded

export function drawGreeting(message) {
  const before = greeting;
  greeting = message;
  document.title = message.title;
  if (asks) line.send(asks);
  if (pad.joined || pad.view === "waiting") return;
  const same =
    before &&
    pad.view === "join" &&
    ["title", "locked", "suggested_only", "teams"].every((key) => String(before[key]) === String(message[key]));
  if (!same) {
    suggestion = 0;
    drawJoin();
  }
}

function suggested() {
  const names = (greeting && greeting.names) || [];
  return names.length ? names[suggestion++ % names.length] : "";
}

// A request is kept until it is answered: if the line is lost, it is sent again.
function join(more) {
  asks = { do: "join", ...typed, device: ownDevice, ...more };
  if (!line.send(asks)) line.connect();
}

export function drawJoin(refusal) {
  const offer = greeting || { teams: [], title: "INSET Quiz" };
  const wrong = refusal ? refusal.field : null;
  const error = (field) =>
    wrong === field ? el("p", { class: "error", id: `${field}-error` }, `▲ ${refusal.sentence}`) : null;
  const marks = (field) => ({
    required: field !== "team",
    autocomplete: "off",
    spellcheck: "false",
    "aria-invalid": wrong === field ? "true" : null,
    "aria-describedby": wrong === field ? `${field}-error` : null,
  });
  const bind = (field) => ({
    value: typed[field],
    oninput: (event) => {
      typed[field] = event.target.value;
    },
  });
  if (!typed.name) typed.name = suggested();
  if (wrong === "code") byCode = false;
  const code = byCode
    ? null
    : el("input", { id: "code", maxlength: 12, autocapitalize: "characters", ...bind("code"), ...marks("code") });
  const name = el("input", { id: "nick", maxlength: 24, readonly: offer.suggested_only, ...bind("name"), ...marks("name") });
  const another = button(
    "quiet",
    () => {
      typed.name = name.value = suggested() || name.value;
      say(name.value);
    },
    "Another",
  );
  draw(
    "join",
    "joining",
    el(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          typed.code = typed.code.trim().toUpperCase();
          join();
        },
      },
      p("Join the quiz", "muted over"),
      heading(offer.title),
      el("p", { class: "error", id: "notice", role: "alert" }, notice(offer, refusal)),
      code ? [el("label", { for: "code" }, "Code on the big screen"), code, error("code")] : null,
      el("label", { for: "nick" }, "Nickname that all will see"),
      el("div", { class: "beside" }, name, another),
      offer.suggested_only && wrong !== "name" ? p("In this game nicknames are suggested.", "muted") : null,
      error("name"),
      refusal && refusal.may_be_back
        ? button("wide", () => join({ back: true }), "That is me, on another device: ask the host")
        : null,
      teamField(offer, error("team"), marks("team"), bind("team")),
      p("Answers stay on the school’s laptop. Nothing is installed here.", "muted"),
      keeps ? null : p(KEEPS_NOTHING, "strong"),
      el("div", { class: "foot" }, el("button", { class: "do" }, "Join")),
    ),
  );
  const first = main.querySelector("[aria-invalid=true]");
  if (first) first.focus();
}

function notice(offer, refusal) {
  if (!refusal) return offer.locked ? "▲ The host lets nobody else in at the moment. Ask at the front." : "";
  return ["", "token"].includes(refusal.field) ? `▲ ${refusal.sentence}` : "";
}

function teamField({ teams, free_teams: free }, error, marks, bound) {
  if (!teams.length && free === false) {
    typed.team = "";
    return [error];
  }
  if (!teams.length)
    return [
      el("label", { for: "team" }, "Your team, if you have one"),
      el("input", { id: "team", maxlength: 24, ...bound, ...marks }),
      error,
    ];
  if (teams.length > 8) {
    const options = [
      el("option", { value: "" }, "Choose your team"),
      teams.map((team) => el("option", { value: team, selected: team === typed.team }, team)),
    ];
    return [
      el("label", { for: "team" }, "Your team"),
      el("select", { id: "team", onchange: bound.oninput, ...marks }, options),
      error,
    ];
  }
  const parts = chips(teams, (at) => {
    typed.team = teams[at];
  });
  parts.forEach((part, at) => pressed(part, teams[at] === typed.team));
  const legend = el("legend", { tabindex: error ? "-1" : null }, "Your team");
  return [
    el("fieldset", { "aria-describedby": error ? "team-error" : null }, legend, el("div", { class: "chips" }, parts)),
    error,
  ];
}

export function drawWaiting(message) {
  draw(
    "waiting",
    "middle",
    badge("", "up"),
    heading("Ask the host"),
    p(`The host is asked to let ${message.name} play on this device.`),
    p("Keep this page open, or ask at the front.", "muted"),
    button(
      "quiet low",
      () => {
        asks = null;
        drawJoin();
      },
      "Choose another nickname",
    ),
  );
}

// Unrequested messages must not disturb somebody who is typing.
export function drawRefusedSeat(message) {
  const wanted = asks;
  asks = null;
  if (wanted || pad.view !== "join") drawJoin(message);
  else byId("notice").textContent = `▲ ${message.sentence}`;
}

export const isAsking = () => Boolean(asks);
export const code = () => typed.code;

export function settle() {
  asks = null;
}

export function forgetName() {
  typed.name = "";
}

// Returns the code from the address and removes it there, so that an address that is seen or passed on gives nothing away.
export function begin() {
  const given = (new URLSearchParams(location.search).get("code") || "").toUpperCase().slice(0, 12);
  if (given) {
    inTab.write(CODE, given);
    history.replaceState(null, "", location.pathname);
  }
  typed.code = given || inTab.read(CODE) || "";
  byCode = Boolean(typed.code);
  ownDevice = device();
  return given;
}
