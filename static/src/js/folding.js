// Filters and long timelines are open on a wide screen; menus close when one leaves them.
const wide = window.matchMedia("(min-width: 1020px)");

export function openWhenWide() {
  const folds = document.querySelectorAll("details[data-open-wide]");
  const follow = () => {
    for (const fold of folds) fold.open = wide.matches;
  };
  if (!folds.length) return;
  if (wide.matches) follow();
  wide.addEventListener("change", follow);
}

export function closeWhenLeft() {
  const menus = [...document.querySelectorAll("details[data-drop]")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((one) => one.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  for (const menu of menus) {
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
}
