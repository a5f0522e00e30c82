// How each question type is answered. A form has its `parts`, and for the foot of the page more `foot`; `show(given)` draws
// an answer, `lock(on)` takes no other. A form of one tap calls `give(given)` and shows null as no answer; one that is filled in calls `changed()`,
// and has `read()` for the answer, null where it is none yet, and `send()` and `left()` for the words beside its button.
// `alone` is for a page where no hall decides, and `verb` for one that sends nothing.

import {
  chips,
  counted,
  el,
  figure,
  group,
  icon,
  isPressed,
  letters,
  locked,
  ordinal,
  p,
  pressed,
  say,
  shape,
  toggle,
} from "./page.js";

const tile = (kind, slab, text, onclick, ...more) =>
  toggle(`tile ${kind}`, onclick, slab, el("span", { class: "text" }, text), more);
const coloured = (kind, option, position, onclick, ...more) =>
  tile(`${kind} of-${position % 6}`, letters(option), option.text, onclick, more);
const box = () => el("span", { class: "box" }, icon("tick"));
const shortened = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);

function oneTap(options, legend, given, which) {
  const form = {
    show: (shown) => buttons.forEach((part, position) => pressed(part, Boolean(shown) && which(shown) === position)),
    lock: (on) => locked(buttons, on),
  };
  const buttons = options.map((option, position) => coloured("one", option, position, () => form.give(given(position))));
  return { form, parts: group(legend, buttons) };
}

export const bubble = (line, from) => [
  line.sender && line.sender !== from
    ? el("b", { class: line.sender === "You" ? "unseen" : null }, `${line.sender}: `)
    : null,
  el("span", { class: "text" }, line.text),
];
export const side = (line) => (line.sender === "You" ? "bubble own" : "bubble");

function typing(label, mode, verb) {
  const input = el("input", {
    id: "typed",
    class: "typed",
    inputmode: mode,
    maxlength: 200,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    oninput: () => form.changed(),
  });
  const text = () => input.value.trim();
  const form = {
    parts: [el("label", { for: "typed" }, label), input],
    counts: "What is typed",
    read: () => (text() ? { text: text() } : null),
    send: () => `${verb} ${text() ? shortened(text()) : "answer"}`,
    left: () => "Type your answer",
    show: (given) => {
      input.value = given.text;
    },
    lock: (on) => {
      input.readOnly = on;
    },
  };
  return form;
}

// One line of a match: chips for two or three boxes, a list for more.
function matching(item, boxes, at, changed) {
  let chosen = null;
  if (boxes.length <= 3) {
    const parts = chips(boxes, (box) => {
      chosen = box;
      changed();
    });
    return {
      part: el("fieldset", { class: "match" }, el("legend", {}, item), el("div", { class: "chips" }, parts)),
      read: () => chosen,
      show: (box) => {
        chosen = box;
        parts.forEach((part, other) => pressed(part, other === box));
      },
      lock: (on) => locked(parts, on),
    };
  }
  const select = el(
    "select",
    { id: `item-${at}`, onchange: changed },
    el("option", { value: "" }, "Choose"),
    boxes.map((box, value) => el("option", { value }, box)),
  );
  return {
    part: el("div", { class: "match" }, el("label", { for: `item-${at}` }, item), select),
    read: () => (select.value === "" ? null : Number(select.value)),
    show: (box) => {
      select.value = box ?? "";
    },
    lock: (on) => {
      select.disabled = on;
    },
  };
}

export const FORMS = {
  single: (question) => {
    const made = oneTap(
      question.options,
      "Tap your answer",
      (position) => ({ picked: [position] }),
      (given) => given.picked[0],
    );
    return Object.assign(made.form, { parts: made.parts });
  },

  "true-false": (question) => FORMS.single(question),
  poll: (question) => FORMS.single(question),

  scenario: (question, alone) => {
    const made = oneTap(
      question.scene.choices,
      alone ? "What do you do?" : "Where do we go from here? The hall decides.",
      (position) => ({ choice: position }),
      (given) => given.choice,
    );
    const lines = (question.scene.lines || []).map((line) => el("p", { class: side(line) }, bubble(line)));
    return Object.assign(made.form, { parts: [p(question.scene.text, "scene"), lines, made.parts] });
  },

  multiple: (question, alone, verb = "Send") => {
    const buttons = question.options.map((option, position) =>
      coloured(
        "many",
        option,
        position,
        (part) => {
          pressed(part, !isPressed(part));
          form.changed();
        },
        box(),
      ),
    );
    const picked = () => buttons.flatMap((part, position) => (isPressed(part) ? [position] : []));
    const form = {
      parts: group("Pick all that are right", buttons),
      counts: "What is picked",
      read: () => (picked().length ? { picked: picked() } : null),
      send: () => `${verb} ${picked().length ? `${picked().length} picked` : "answer"}`,
      left: () => "Pick at least one",
      show: (given) => buttons.forEach((part, position) => pressed(part, given.picked.includes(position))),
      lock: (on) => locked(buttons, on),
    };
    return form;
  },

  order: (question, alone, verb = "Send") => {
    let order = [];
    const slabs = question.options.map(() => el("span", { class: "slab" }));
    const buttons = question.options.map((option, position) =>
      tile("step", slabs[position], option.text, () => {
        order = order.includes(position) ? order.filter((one) => one !== position) : [...order, position];
        paint();
        say(
          order.includes(position) ? `${ordinal(order.indexOf(position) + 1)}: ${option.text}` : `Taken out: ${option.text}`,
        );
        form.changed();
      }),
    );
    const paint = () =>
      buttons.forEach((part, position) => {
        const at = order.indexOf(position);
        slabs[position].textContent = at < 0 ? "–" : ordinal(at + 1);
        pressed(part, at >= 0);
      });
    let asked = false; // whether the player was asked about an order left as it was shown, which is seldom meant
    const form = {
      parts: group("Tap them in order. Tap again to take one out.", buttons),
      counts: "This order",
      read: () => (order.length === buttons.length ? { order } : null),
      send: () => `${verb} ${order.length === buttons.length ? "this order" : "answer"}`,
      left: () => `${order.length} of ${buttons.length} in order`,
      doubt: () => {
        if (asked || order.some((position, at) => position !== at)) return "";
        asked = true;
        return `These stand as they were shown. ${verb} again if they stand right already.`;
      },
      show: (given) => {
        order = [...given.order];
        paint();
      },
      lock: (on) => locked(buttons, on),
    };
    paint();
    return form;
  },

  match: (question, alone, verb = "Send") => {
    const lines = question.items.map((item, at) => matching(item, question.boxes, at, () => form.changed()));
    const boxes = () => lines.map((line) => line.read());
    const done = () => boxes().filter((box) => box !== null).length;
    const form = {
      parts: lines.map((line) => line.part),
      counts: "What is chosen",
      read: () => (done() === lines.length ? { boxes: boxes() } : null),
      send: () => `${verb} ${done() === lines.length ? `all ${figure(done())}` : "answer"}`,
      left: () => `${done()} of ${lines.length} done`,
      show: (given) => lines.forEach((line, at) => line.show(given.boxes[at])),
      lock: (on) => lines.forEach((line) => line.lock(on)),
    };
    return form;
  },

  number: (question, alone, verb = "Send") =>
    typing(question.unit ? `Your figure, in ${question.unit}` : "Your figure", "decimal", verb),

  short: (question, alone, verb = "Send") => typing("Your answer, in a word or two", "text", verb),

  spot: (question, alone, verb = "Send") => {
    const verdicts = ["scam", "genuine"];
    const judge = chips(["Scam", "Genuine"], () => form.changed());
    const lines = question.lines.map((line) =>
      toggle(
        side(line),
        (part) => {
          pressed(part, !isPressed(part));
          form.changed();
        },
        bubble(line, question.sender),
        box(),
      ),
    );
    const verdict = () => verdicts[judge.findIndex(isPressed)];
    const picked = () => lines.flatMap((part, at) => (isPressed(part) ? [at] : []));
    const channel = { whatsapp: "WhatsApp", email: "E-mail", sms: "Text message" }[question.channel] || question.channel;
    const form = {
      parts: [p(`${channel}, from ${question.sender}`, "muted"), group("Tap the lines that give a scam away", lines)],
      foot: el(
        "fieldset",
        {},
        el("legend", { class: "muted" }, "Then say what it is:"),
        el("div", { class: "chips" }, judge),
      ),
      counts: "What is picked",
      read: () => (verdict() ? { verdict: verdict(), lines: picked() } : null),
      send: () =>
        verdict()
          ? `${verb}: ${verdict()}${picked().length ? `, ${counted(picked().length, "line")}` : ""}`
          : `${verb} answer`,
      left: () => "",
      show: (given) => {
        judge.forEach((part, at) => pressed(part, given.verdict === verdicts[at]));
        lines.forEach((part, at) => pressed(part, (given.lines || []).includes(at)));
      },
      lock: (on) => locked([...judge, ...lines], on),
    };
    return form;
  },
};

// The options before the question opens: letters and shapes, but no words yet.
export const comingTiles = (options) =>
  el(
    "div",
    { "aria-hidden": "true" },
    options.map((option) =>
      el(
        "div",
        { class: "tile one" },
        el("span", { class: "slab" }, option.letter, " ", shape(option.shape)),
        el("span", { class: "text" }),
      ),
    ),
  );
