// Everything here is an addition: each page works without it.
import { initAll } from "./govuk-frontend.min.js";
import { keepWords } from "./js/keep.js";
import { openWhenWide, closeWhenLeft } from "./js/folding.js";
import { guardSubmits } from "./js/sending.js";
import { startSuggestions } from "./js/suggest.js";
import { placeFrames } from "./js/placing.js";
import { followProgress } from "./js/progress.js";

// GOV.UK components start only on a page that says it can run them.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

keepWords();
guardSubmits();
openWhenWide();
closeWhenLeft();
startSuggestions();
placeFrames();
followProgress();
initAll();

// The MOJ components are half of all script: only pages that have one fetch it.
if (document.querySelector('[data-module^="moj-"]')) {
  import("./moj-frontend.min.js").then((moj) => moj.initAll());
}

// The sheet to sign on: only the pages that have one fetch it.
if (document.querySelector("[data-sign]")) {
  import("./js/sign.js").then((signing) => signing.startSheets());
}
