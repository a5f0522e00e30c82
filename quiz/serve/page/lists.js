// The name form, the banks, the leaderboard and the certificate.

import { forgetDraft } from "./asking.js";
import { policyCard, todayCard } from "./duties.js";
import { table, title } from "./outcomes.js";
import { badge, button, chips, counted, el, heading, icon, main, p, pressed, show } from "./page.js";
import { inTab } from "./seat.js";
import { act, extraTime, known } from "./serve.js";
import { ask, isAsking, isBusy } from "./server.js";
import { mistakes } from "./told.js";

const LONGEST = 200; // what the server reads; it explains why a text is too long to keep, so nothing is cut here
const typed = { code: "", name: "", team: "", word: "" };
const FORGOTTEN =
  "Your name is asked for again: this quiz does not know you in this browser any more. Its cookie is gone; or whoever runs it has " +
  "freed or erased your name, or keeps the scores somewhere else now. Where a word is asked for, they have it.";
const SECRET = "inset-quiz-secret"; // drawn at random for one attempt to join, and the same even after a reload
const drawnByLot = () => Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0"));

export const forgetSecret = () => inTab.write(SECRET, null);

function joins(word) {
  const secret = inTab.read(SECRET) || drawnByLot().join("");
  inTab.write(SECRET, secret);
  act({ do: "join", code: typed.code, name: typed.name, team: typed.team, word, secret }, { goes: false });
}

// ---- the name form

// The next person must find nothing of the last one's, least of all the word.
function drawLeft(view) {
  for (const field of Object.keys(typed)) typed[field] = "";
  extraTime.forget();
  forgetDraft();
  show(
    "middle",
    badge("", "tick"),
    heading("This browser has forgotten you"),
    el(
      "div",
      { class: "word" },
      p("To come back under your name, here or on another device, keep this word:"),
      el("b", {}, view.word),
      p("It works once, and is shown only now.", "muted"),
    ),
    el("div", { class: "foot" }, button("do", () => act({ do: "home" }, { goes: false }), "Done")),
  );
}

// Only the next request shows whether a browser really keeps cookies, whatever it claims. It is made before anybody has
// filled in anything.
let hasAskedAgain = false;

const drawNoCookies = () =>
  show(
    "middle",
    badge("warn", "cross"),
    heading("This page needs a cookie"),
    p("Your browser keeps none for this address, and without one the quiz does not know you again from one answer to the next."),
    p(`Allow cookies (or “site data”) for ${location.host} in your browser’s settings, and load the page again.`),
    el("div", { class: "foot" }, button("do", () => location.reload(), "Load it again")),
  );

export function drawJoin(view) {
  if (view.word) {
    drawLeft(view);
    return;
  }
  if (view.lacks_cookie) {
    if (hasAskedAgain) drawNoCookies();
    else act({ do: "home" }, { goes: false });
    hasAskedAgain = true;
    return;
  }
  hasAskedAgain = false;
  if (!typed.name) typed.name = view.typed || "";
  const wrong = view.field;
  const error = (field) =>
    wrong === field ? el("p", { class: "error", id: `${field}-error` }, `▲ ${view.sentence}`) : null;
  const line = (id, field, label, more) => [
    el("label", { for: id }, label),
    el("input", {
      id,
      value: typed[field],
      oninput: (event) => {
        typed[field] = event.target.value;
      },
      spellcheck: "false",
      autocomplete: "off",
      required: field !== "team",
      "aria-invalid": wrong === field ? "true" : null,
      "aria-describedby": wrong === field ? `${field}-error` : null,
      ...more,
    }),
    error(field),
  ];
  show(
    "joining",
    el(
      "form",
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          if (!isBusy()) joins(view.asks_word ? typed.word : "");
        },
      },
      p("INSET Quiz", "muted over"),
      heading("Who plays?"),
      p(wrong ? "" : view.sentence || (known.now() ? FORGOTTEN : "")),
      view.needs_code ? line("code", "code", "Code", { maxlength: 20, autocapitalize: "characters" }) : null,
      line("nick", "name", "Your name, as on the staff list", { maxlength: LONGEST }),
      view.asks_word
        ? line("word", "word", "The word for this name, if you were given one", {
            maxlength: 20,
            autocapitalize: "characters",
            required: false,
          })
        : null,
      line("team", "team", "Your team or department, if you have one", { maxlength: LONGEST }),
      p("What you answer is kept on the school’s machine. Colleagues see your name and points on the leaderboard.", "muted"),
      el("div", { class: "foot" }, el("button", { class: "do" }, "Begin")),
    ),
  );
  const first = main.querySelector("[aria-invalid=true]");
  if (first) first.focus();
}

// ---- the banks

const facts = (bank) =>
  [
    `${counted(bank.questions, "question")}, about ${counted(bank.minutes, "minute")}`,
    bank.best ? `best ${bank.best}` : "",
    bank.is_draft ? "a draft" : "",
  ]
    .filter(Boolean)
    .join(" · ");

const goOn = (bank) =>
  button(
    "do",
    () => act({ do: "attempt", attempt: bank.attempt }),
    `Go on: ${bank.title}, ${bank.answered} of ${bank.of} answered`,
  );
const practise = (bank, kind) =>
  bank.missed
    ? button(kind, () => act({ do: "begin", bank: bank.id, mode: "mistakes" }), `Practise my ${mistakes(bank.missed)}`)
    : null;
const certificate = (bank, kind) =>
  bank.passed ? button(kind, () => act({ do: "certificate", bank: bank.id }), "Certificate") : null;

function bankItem(bank) {
  const play = button(bank.attempt ? "wide" : "wide do", () => act({ do: "bank", bank: bank.id }), "Play");
  play.setAttribute("aria-label", `Play ${bank.title}`);
  return el(
    "li",
    { class: "bank" },
    el("h2", {}, bank.passed ? [icon("tick"), el("span", { class: "unseen" }, "Passed: ")] : null, bank.title),
    p(bank.summary),
    p(facts(bank), "muted"),
    el("div", { class: "ways" }, play, practise(bank, "quiet"), certificate(bank, "quiet")),
  );
}

export function drawHome(view) {
  const begun = view.banks.filter((bank) => bank.attempt);
  show(
    "banks",
    heading("What do you want to play?"),
    view.sentence ? el("p", { class: "error", role: "alert" }, `▲ ${view.sentence}`) : null,
    view.today ? todayCard(view.today) : null,
    policyCard(view),
    begun.length ? el("div", { class: "ways" }, begun.map(goOn)) : null,
    el("ul", { class: "plain" }, view.banks.map(bankItem)),
    el(
      "div",
      { class: "ways" },
      button("wide", () => act({ do: "board" }), "Leaderboard"),
      view.policy && !view.policy_is_due ? button("wide", () => act({ do: "policy" }), `Policy: ${view.policy}`) : null,
      view.can_leave ? button("quiet", drawLeave, "Somebody else plays here") : null,
      el("a", { class: "quiet", href: "/kept", target: "_blank", rel: "noopener" }, "What is kept about me"),
    ),
  );
}

function drawLeave() {
  show(
    "middle",
    badge("warn", "right"),
    heading("Does somebody else play here?"),
    p(
      "Then this browser forgets you. You get a word with which you come back under your name; without it your name is locked.",
    ),
    el(
      "div",
      { class: "ways" },
      button("do", forgetMe, "Forget me here"),
      button("wide", () => act({ do: "home" }), "Stay"),
    ),
  );
}

function forgetMe() {
  known.is(false);
  act({ do: "leave" }, { goes: false });
}

const TIMES = { 1: "As set", 1.25: "A quarter more", 1.5: "Half as much again", 2: "Double", none: "No clock" };

const factLines = (facts) => facts.map((fact) => el("li", {}, fact));

function clockChoice(chosen) {
  const keys = ["1", "1.25", "1.5", "2", "none"];
  const parts = chips(
    keys.map((key) => TIMES[key]),
    (at) => {
      extraTime.choose(keys[at]);
      chosen();
    },
  );
  parts.forEach((part, at) => pressed(part, keys[at] === extraTime.now()));
  return el(
    "fieldset",
    {},
    el("legend", {}, "Time for each question"),
    el("div", { class: "chips" }, parts),
    p("Kept in this browser alone; no board and no report shows it.", "muted"),
  );
}

export function drawBank(view) {
  const { bank } = view;
  const begin = (mode) => () => act({ do: "begin", bank: bank.id, mode });
  const facts = el("ul", {}, factLines(view.facts));
  // The words about points depend on the clock. The scroll position and the focus stay.
  const tellAnew = () => {
    // Somebody who has begun meanwhile is on the way to the first question, whose clock is already running.
    if (isBusy() && !isAsking("bank")) return;
    ask({ do: "bank", bank: bank.id, extra_time: extraTime.now() }, (fresh) => {
      if (fresh.now === "bank") facts.replaceChildren(...factLines(fresh.facts));
    });
  };
  show(
    "ready",
    heading(bank.title),
    p(bank.summary),
    p(
      `${counted(bank.questions, "question")}, about ${counted(bank.minutes, "minute")}. ${bank.pass_mark} % to pass.`,
      "strong",
    ),
    facts,
    view.has_clock ? clockChoice(tellAnew) : null,
    el(
      "div",
      { class: "ways" },
      bank.attempt ? button("wide", begin("quiz"), "Begin anew") : null,
      practise(bank, "wide"),
      button("wide", begin("learn"), "Practise, with no clock and no board"),
      certificate(bank, "wide"),
    ),
    el("div", { class: "foot" }, bank.attempt ? goOn(bank) : button("do", begin("quiz"), "Begin")),
  );
}

// ---- the leaderboard

export function drawBoard(view) {
  const see = (bank, site) => act({ do: "board", bank, site });
  // The address may name a site that is no longer on any board.
  const sites = view.site && !view.sites.includes(view.site) ? [view.site, ...view.sites] : view.sites;
  const of = view.banks.find(([id]) => id === view.bank)?.[1] || "All banks together";
  show(
    "board",
    heading("Leaderboard"),
    choice("which", "Of which bank", [["", "All banks together"], ...view.banks], view.bank, (bank) => see(bank, view.site)),
    sites.length
      ? choice("where", "At which site", [["", "All sites"], ...sites.map((site) => [site, site])], view.site, (site) =>
          see(view.bank, site),
        )
      : null,
    view.lines.length
      ? [title(`${[of, view.site].filter(Boolean).join(", ")}: ${counted(view.players, "player")}`), table(view.lines, view.own)]
      : p("Nobody stands here yet. A quiz by the bank’s own rules brings you here."),
    el(
      "div",
      { class: "ways" },
      button("wide", () => act({ do: "home" }), "All banks"),
    ),
  );
}

function choice(id, label, entries, chosen, choose) {
  return [
    el("label", { for: id }, label),
    el(
      "select",
      { id, onchange: (event) => choose(event.target.value) },
      entries.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
    ),
  ];
}

export function drawCertificate(view) {
  if (view.issued) {
    show(
      "middle",
      badge("", "tick"),
      heading("Your certificate"),
      p(`${view.title}, for ${view.typed}`),
      el(
        "div",
        { class: "ways" },
        el(
          "a",
          { class: "button do", href: `/certificate/${encodeURIComponent(view.bank)}`, target: "_blank", rel: "noopener" },
          "Open it, to print or keep",
        ),
        button("wide", () => act({ do: "home" }), "All banks"),
      ),
    );
    return;
  }
  const name = el("input", {
    id: "stands",
    value: view.typed,
    maxlength: LONGEST,
    autocomplete: "name",
    "aria-invalid": view.sentence ? "true" : null,
    "aria-describedby": view.sentence ? "stands-error" : null,
  });
  show(
    "joining",
    el(
      "form",
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          if (!isBusy()) act({ do: "certificate", bank: view.bank, name: name.value || " " }, { goes: false });
        },
      },
      p(view.title, "muted over"),
      heading("Your certificate"),
      el("label", { for: "stands" }, "The name that is to stand on it"),
      name,
      view.sentence ? el("p", { class: "error", id: "stands-error" }, `▲ ${view.sentence}`) : null,
      p("The name is kept with it, so that it can be checked.", "muted"),
      el("div", { class: "foot" }, el("button", { class: "do" }, "Make it")),
    ),
  );
}
