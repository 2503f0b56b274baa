// A sheet to sign on: strokes become straight lines between points on a sheet of 600 by 200, and nothing else is sent.
import SignaturePad from "../signature_pad.min.js";

const WIDTH = 600;
const HEIGHT = 200;
const MOST = 36_000; // characters; longer scribbles keep every second point

export function startSheets() {
  for (const sheet of document.querySelectorAll("[data-sign]")) start(sheet);
}

function start(sheet) {
  const canvas = sheet.querySelector("canvas");
  const form = sheet.closest("form");
  const target = document.getElementById(sheet.dataset.target);
  sheet.classList.add("mp-sign--ready");
  const pad = new SignaturePad(canvas, { penColor: "#16242a", minWidth: 1, maxWidth: 3 });
  fit(canvas, pad);
  if (target.value) draw(canvas, target.value);
  pad.addEventListener("beginStroke", () => choose(form));
  pad.addEventListener("endStroke", () => {
    target.value = pathOf(pad.toData(), canvas.getBoundingClientRect());
  });
  sheet.querySelector("[data-sign-clear]").addEventListener("click", () => {
    pad.clear();
    target.value = "";
  });
}

// Sharp on every screen: as many points as the screen has, drawn at the size of the sheet.
function fit(canvas, pad) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const box = canvas.getBoundingClientRect();
  canvas.width = box.width * ratio;
  canvas.height = box.height * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
}

// Whoever draws means to draw, unless a mark or an aid was chosen.
function choose(form) {
  const chosen = form.querySelector("[name=method]:checked");
  if (chosen && chosen.value !== "typed") return;
  const drawn = form.querySelector("[name=method][value=on_screen]");
  if (drawn) drawn.checked = true;
}

function pathOf(strokes, box) {
  const scaled = strokes.map((stroke) =>
    stroke.points.map(({ x, y }) => [
      Math.min(WIDTH, Math.max(0, Math.round((x / box.width) * WIDTH))),
      Math.min(HEIGHT, Math.max(0, Math.round((y / box.height) * HEIGHT))),
    ]),
  );
  for (let every = 1; every < 16; every *= 2) {
    const path = scaled.map((points) => lines(points.filter((_, index) => index % every === 0))).join("");
    if (path.length <= MOST) return path;
  }
  return "";
}

function lines(points) {
  return points.map(([x, y], index) => `${index ? "L" : "M"}${x} ${y}`).join("");
}

// What was drawn before something was missing is still there.
function draw(canvas, path) {
  const pen = canvas.getContext("2d");
  const box = canvas.getBoundingClientRect();
  pen.beginPath();
  for (const [, what, x, y] of path.matchAll(/([ML])(\d+) (\d+)/g)) {
    pen[what === "M" ? "moveTo" : "lineTo"]((x / WIDTH) * box.width, (y / HEIGHT) * box.height);
  }
  pen.lineWidth = 2;
  pen.stroke();
}
