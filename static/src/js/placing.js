// A tap on a picture places a frame around a face. Without script, a part of the picture is chosen instead.
const SHARE = 16; // hundredths of the picture's width

export function placeFrames() {
  const picture = document.querySelector("svg[data-placing]");
  const form = document.querySelector("main form[method=post]");
  if (!picture || !form) return;
  for (const words of document.querySelectorAll("[data-tap-words]")) words.hidden = false;
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  frame.setAttribute("class", "mp-frame mp-frame--new");
  const parts = [...form.querySelectorAll("input[name=part]")];
  const { width, height } = picture.viewBox.baseVal;
  const tall = Math.min((SHARE * width) / height, 60);

  const draw = (place) => {
    for (const side of "xywh") form.elements[side].value = place ? place[side] : "";
    frame.remove();
    if (!place) return;
    const shown = { x: place.x * width, y: place.y * height, width: place.w * width, height: place.h * height };
    for (const [name, value] of Object.entries(shown)) frame.setAttribute(name, value / 100);
    picture.append(frame);
  };
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 100 - SHARE / 2;
    const y = ((event.clientY - box.top) / box.height) * 100 - tall / 2;
    for (const part of parts) part.checked = false;
    draw({ x: inside(x, SHARE), y: inside(y, tall), w: SHARE, h: Math.round(tall) });
  });
  for (const part of parts) part.addEventListener("change", () => draw(null));
  const kept = ["x", "y", "w", "h"].map((side) => Number.parseInt(form.elements[side].value, 10));
  if (kept.every(Number.isFinite)) draw({ x: kept[0], y: kept[1], w: kept[2], h: kept[3] });
}

function inside(start, share) {
  return Math.round(Math.min(Math.max(start, 0), 100 - share));
}
