// Double-clickjacking: a page lures into a double click, and between the two clicks its window goes away and ours lies
// beneath. So nothing is decided within half a second of our window coming to the front, or beneath the pointer.
(form => {
  let timer;
  const hold = () => {
    clearTimeout(timer);
    timer = 0;
    form.dataset.wait = "";
  };
  const wait = () => {
    hold();
    timer = setTimeout(() => delete form.dataset.wait, 500);
  };
  // A burst of clicks or keys is no decision: each starts the half second anew.
  const again = event => {
    if ("wait" in form.dataset) {
      event.type === "submit" && event.preventDefault();
      wait();
    }
  };
  form.addEventListener("submit", again);
  addEventListener("pointerdown", again, true);
  addEventListener("blur", hold);
  addEventListener("focus", wait);
  addEventListener("pageshow", wait);
  document.addEventListener("visibilitychange", wait);
  document.documentElement.addEventListener("pointerenter", event => event.pointerType === "mouse" && wait());
  // Whoever comes back without a focus event moves the pointer first.
  addEventListener("pointermove", () => timer || wait());
  document.hasFocus() ? wait() : hold();
})(document.querySelector(".decide"));
