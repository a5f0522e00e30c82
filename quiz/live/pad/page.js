// The building blocks of all views. Text is only ever set as text, never as markup.

export const byId = (id) => document.getElementById(id);
export const main = byId("main");
export const ordinal = (n) => n + suffix(n);
export const suffix = (n) => (n % 100 >= 11 && n % 100 <= 13 ? "th" : ["th", "st", "nd", "rd"][n % 10] || "th");
export const figure = (n) => n.toLocaleString("en-GB");
export const counted = (n, thing) => `${figure(n)} ${thing}${n === 1 ? "" : "s"}`;

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false && child !== ""));
  return element;
}

export const el = (tag, attributes, ...children) => made(document.createElement(tag), attributes, children);
export const p = (text, kind) => (text ? el("p", { class: kind }, text) : null);
export const heading = (text, kind) => el("h1", { tabindex: "-1", class: kind }, text);
export const button = (kind, onclick, ...children) => el("button", { type: "button", class: kind, onclick }, children);

// ---- pictures: the options' shapes, and the results of an answer

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  circle: "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18z",
  square: "M4 4h16v16H4z",
  triangle: "M12 2.5 22.5 21h-21z",
  diamond: "M12 1.5 22.5 12 12 22.5 1.5 12z",
  star: "M12 1.5l3.1 7.2 7.9.7-6 5.1 1.9 7.7-6.9-4.1-6.9 4.1L7 14.5 1 9.4l7.9-.7z",
  cross: "M8.5 2.5h7v6h6v7h-6v6h-7v-6h-6v-7h6z",
  moon: "M15.5 2A10.3 10.3 0 1 0 22 15.5 9 9 0 0 1 15.5 2z",
  heart: "M12 21.5C5 16 1.5 12 1.5 8A5.3 5.3 0 0 1 12 6a5.3 5.3 0 0 1 10.5 2c0 4-3.5 8-10.5 13.5z",
  hexagon: "M6.5 2.5h11L23 12l-5.5 9.5h-11L1 12z",
};
// The letter and the shape of the option at a place on the screen, as in quiz/live/option_markers.py.
const MARKERS = Object.keys(SHAPES);
export const optionMarker = (at) => ({
  letter: String.fromCharCode(65 + (at % 26)),
  shape: MARKERS[at % MARKERS.length],
});
// Names in lower case are outlines, the others filled areas.
const ICONS = {
  tick: "M5 12.5 10 17.5 19 7",
  cross: "M6 6 18 18M18 6 6 18",
  up: "M12 20V5M5.5 11.5 12 5l6.5 6.5",
  right: "M4 12h15M12.5 5.5 19 12l-6.5 6.5",
  bars: "M8.5 5v14M15.5 5v14",
};

function svg(kind, path) {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("class", kind);
  drawn.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  drawn.append(shape);
  return drawn;
}
export const icon = (name) => svg("icon", ICONS[name]);
export const shape = (name) => svg("shape", SHAPES[name] || SHAPES.circle);
export const half = () => svg("shape", "M12 2v20a10 10 0 0 1 0-20zM12 2a10 10 0 0 1 0 20v-1.6a8.4 8.4 0 0 0 0-16.8z");
export const badge = (kind, name) => el("div", { class: `badge ${kind}` }, icon(name));

// ---- announcing and showing

export const say = (text) => {
  byId("said").textContent = text;
};

// Words about one view do not hold for the next, and a screen reader does not say the same words twice in a row. What is
// shown can be used, so no pause covers it.
export function show(kind, ...children) {
  say("");
  main.className = kind;
  main.replaceChildren(...children.flat(Infinity).filter(Boolean));
  for (const part of main.children) part.inert = false;
  const first = main.querySelector("h1");
  if (first) first.focus({ preventScroll: true });
  scrollTo(0, 0);
}

// ---- controls

export const pressed = (part, on) => part.setAttribute("aria-pressed", String(on));
export const isPressed = (part) => part.getAttribute("aria-pressed") === "true";
export const locked = (parts, on) =>
  parts.forEach((part) => {
    if (on) part.setAttribute("aria-disabled", "true");
    else part.removeAttribute("aria-disabled");
  });
export const isLocked = (part) => part.getAttribute("aria-disabled") === "true";
export const toggle = (kind, onclick, ...children) => {
  const part = el(
    "button",
    {
      type: "button",
      class: kind,
      "aria-pressed": "false",
      onclick: () => {
        if (!isLocked(part)) onclick(part);
      },
    },
    children,
  );
  return part;
};
// A few texts side by side, from which to choose one.
export function chips(texts, chosen) {
  const parts = texts.map((text, at) =>
    toggle(
      "chip",
      () => {
        parts.forEach((part, other) => pressed(part, other === at));
        chosen(at);
      },
      icon("tick"),
      text,
    ),
  );
  return parts;
}
export const letters = (option) => el("span", { class: "slab" }, option.letter, " ", shape(option.shape));
export const group = (legend, ...parts) => el("fieldset", {}, el("legend", {}, legend), parts);
export const answerBox = (option, text) =>
  el(
    "div",
    { class: "answer" },
    option ? [letters(option), el("span", { class: "text" }, option.text)] : el("span", { class: "text" }, text),
  );
