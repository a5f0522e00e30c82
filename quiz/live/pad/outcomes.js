// Results: of an answer, a round and the game.

import { answerBox, badge, counted, el, figure, half, heading, icon, letters, ordinal, p, show, suffix } from "./page.js";

const list = (texts) =>
  texts.length > 1
    ? el(
        "ul",
        { class: /^\d+\. /.test(texts[0]) ? "plain" : null },
        texts.map((text) => el("li", {}, text)),
      )
    : p(texts[0]);
export const title = (text) => el("h2", {}, text);
export const part = (name, texts) => (texts && texts.length ? [title(name), list(texts)] : []);
const lookUp = (why) => el("p", { class: "look" }, icon("up"), why);

// For a page that nobody has read, there is the beginning of its note in place of the day: the note says so.
const checkedAndNote = ({ checked, note }) =>
  [note.toLowerCase().startsWith(checked) ? "" : `checked ${checked}`, note].filter(Boolean);

export function sources(found) {
  if (!found || !found.length) return [];
  return [
    title(found.length > 1 ? "Sources" : "Source"),
    found.map((source) => {
      const safe = /^https?:\/\//i.test(source.url);
      const name = safe
        ? el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.title)
        : source.title;
      return el(
        "p",
        { class: "muted" },
        name,
        [`, ${source.publisher}`, ...checkedAndNote(source)].join(", "),
      );
    }),
  ].flat();
}

export function field(kind, picture, words, ...lines) {
  return el("div", { class: `outcome ${kind}` }, picture, heading(words), lines);
}

export function verdict(message) {
  const stands = message.playful && message.rank ? `You are ${ordinal(message.rank)} of ${message.players}` : "";
  const gained = message.playful ? `+${counted(message.points, "point")}` : "";
  if (!message.answered) return field("none", null, "No answer this time", p(stands));
  if (message.right) return field("right", badge("", "tick"), "Right", p(gained, "strong"));
  if (message.mark > 0)
    return field("partly", el("div", { class: "badge" }, half()), "Partly right", p(gained, "strong"), p(stands));
  return field("wrong", badge("", "cross"), "Not right", p(stands));
}

function race(message) {
  if (!message.playful || !message.right || !message.rank) return null;
  const behind = message.ahead ? `${figure(message.behind)} behind ${message.ahead}` : "Nobody is ahead";
  return el(
    "div",
    { class: "cards" },
    el("p", {}, el("b", {}, `${ordinal(message.rank)} of ${message.players}`), behind),
    message.streak > 1 ? el("p", {}, el("b", {}, `${message.streak} in a row`), "for the joy of it") : null,
  );
}

// If several were right or picked: each with its letter and shape, and what it was.
function eachOption(message) {
  const rows = message.options.map((option, at) => {
    const right = message.right_options.includes(at);
    const picked = message.picked.includes(at);
    if (!right && !picked) return null;
    const [sign, words] =
      right && picked ? ["✔", "You picked it"] : right ? ["○", "Right, and you left it out"] : ["✘", "Not right"];
    return el(
      "li",
      { class: right ? "right" : "wrong" },
      el("span", { class: "sign", "aria-hidden": "true" }, sign),
      el("span", { class: "text" }, option.text, el("small", {}, words)),
    );
  });
  return el("ul", { class: "each" }, rows.filter(Boolean));
}

function theKey(message) {
  const name = (answers) => message.key_heading || (answers.length > 1 ? "The right answers" : "The right answer");
  if (!message.options.length) return part(name(message.key), message.key);
  const boxes = message.right_options.map((at) => answerBox(message.options[at]));
  return message.right ? boxes : [title(name(boxes)), boxes];
}

function yours(message) {
  const [at] = message.picked;
  const look = secondLook(message);
  if (!message.right && message.picked.length === 1) {
    const option = message.options[at];
    return el(
      "div",
      { class: "said" },
      p(`You said ${option.letter}: ${option.text}`, "strong"),
      (message.why || []).map((why) => p(why)),
      look,
    );
  }
  const given =
    message.right || message.picked.length || !message.given.length
      ? []
      : [
          title("Your answer"),
          el(
            "div",
            { class: "said" },
            message.given.map((text) => p(text)),
          ),
        ];
  return [given, part("About your answer", message.why), look];
}

const secondLook = (message) =>
  !message.right && message.certainty === 3 ? p("You were very sure here: worth a second look.") : null;

export function answerAndKey(message) {
  if (
    message.options.length &&
    message.answered &&
    !message.right &&
    (message.right_options.length > 1 || message.picked.length > 1)
  ) {
    return [eachOption(message), part("About your answer", message.why), secondLook(message)];
  }
  return [theKey(message), message.answered ? yours(message) : []];
}

// A question without a key: what the hall said, and nothing about being right.
function drawPoll(message) {
  const rows = message.options.map((option, at) => {
    const own = message.picked.includes(at);
    return el(
      "li",
      { class: own ? "own" : null },
      letters(option),
      el("span", { class: "text" }, option.text, own ? el("small", {}, "Your answer") : null),
      el("b", {}, `${message.shares[at]} %`),
    );
  });
  show(
    "revealed",
    field("none", null, message.answered ? "Thank you" : "No answer this time", p("This one has no right answer.")),
    lookUp("Look up: it goes on there"),
    message.shares.length
      ? [title("What the hall said"), el("ul", { class: "shares plain" }, rows)]
      : [part("Your answer", message.given), p("Fewer than five answered: nothing is shown.", "muted")],
    told(message),
    title("The question"),
    p(message.prompt, "muted"),
  );
}

export const told = (message) => [
  message.explanation ? [title("Why"), p(message.explanation)] : [],
  message.action ? [title("Do now"), p(message.action, "action")] : [],
  sources(message.sources),
];

export function drawRevealed(message) {
  if (message.skipped || message.struck) {
    const why = message.struck
      ? "Its points were taken back: the answer that was shown as right is not."
      : "The host took it out of the game.";
    show(
      "revealed",
      field("none", null, "This question does not count", p(why)),
      message.struck ? p(message.prompt, "muted") : [],
    );
    return;
  }
  if (!message.scored) {
    drawPoll(message);
    return;
  }
  show(
    "revealed",
    verdict(message),
    lookUp("Look up: why is on the big screen"),
    race(message),
    answerAndKey(message),
    told(message),
    title("The question"),
    p(message.prompt, "muted"),
  );
}

export function drawDecided(message) {
  show(
    "revealed",
    el("p", { class: "muted over" }, "The hall has decided"),
    heading(message.choice),
    p(`${message.votes} of ${counted(message.voted, "vote")}.`, "muted"),
    p(message.why, "scene"),
    lookUp(message.ends ? "The story ends here. Look up" : "Look up: the story goes on there"),
  );
}

// ---- standings

export function table(rows, own) {
  const line = (row) => {
    const mine = own && row.rank === own.rank && row.name === own.name && row.points === own.points;
    return el(
      "li",
      { class: mine ? "own" : null },
      el("b", {}, row.rank),
      el("span", { class: "text" }, row.name),
      el("span", {}, figure(row.points)),
    );
  };
  const listed =
    own && own.rank && !rows.some((row) => row.name === own.name && row.rank === own.rank) ? [...rows, own] : rows;
  return el("ol", { class: "table plain" }, listed.map(line));
}
const place = (rank) => el("p", { class: "big" }, rank, el("sup", {}, suffix(rank)));

export function drawStandings(message, name) {
  const round = `After round ${message.round} of ${message.rounds}`;
  const team =
    message.team && message.team_rank
      ? p(`${message.team} is ${ordinal(message.team_rank)} of ${counted(message.teams, "team")}`, "muted")
      : null;
  if (!message.playful || !message.rank) {
    show(
      "middle",
      badge("", "up"),
      heading(round),
      team,
      p(message.playful ? "Your place comes with your first answer." : "Look up: it goes on there."),
    );
    return;
  }
  const behind = message.ahead ? ` · ${figure(message.behind)} behind ${message.ahead}` : "";
  show(
    "places",
    heading(`${round} you are`, "small"),
    place(message.rank),
    p(`of ${message.players}${behind}`),
    team,
    table(message.top, { rank: message.rank, name, points: message.points }),
  );
}

export function drawFinished(message, name) {
  const races = message.playful && message.rank;
  // The stage shows the winners one step at a time, so nothing here may give them away.
  const comes = message.podium_comes;
  const right = el("b", {}, message.right);
  show(
    "places",
    heading(races ? "That was the quiz. You are" : "That was the quiz", races ? "small" : null),
    comes ? lookUp("Look up: the podium is on the big screen") : null,
    races ? [place(message.rank), el("p", {}, `of ${message.players}, with `, right)] : el("p", {}, right),
    message.things_to_do.length
      ? el(
          "section",
          { class: "todo" },
          title("Your things to do"),
          el(
            "ol",
            {},
            message.things_to_do.map((text) => el("li", { class: "action" }, text)),
          ),
          p("Keep them: take a picture of this page.", "muted"),
        )
      : null,
    races ? table(message.podium, { rank: message.rank, name, points: message.points }) : null,
    message.teams.length ? el("section", {}, title("Teams"), table(message.teams)) : null,
    el(
      "p",
      { class: "muted", id: "bye" },
      comes ? "Keep this page open: your place comes." : "Thank you for playing. You can close this page.",
    ),
  );
}
