// Double-clickjacking: a page lures into a double click, and between the two clicks its window goes away and ours lies
// beneath. So nothing is decided within half a second of our window coming to the front.
(form => {
  let timer;
  const wait = () => {
    form.dataset.wait = "";
    clearTimeout(timer);
    timer = setTimeout(() => delete form.dataset.wait, 500);
  };
  form.addEventListener("submit", event => "wait" in form.dataset && event.preventDefault());
  // A burst of clicks is no decision: each starts the half second anew.
  addEventListener("pointerdown", () => "wait" in form.dataset && wait(), true);
  addEventListener("focus", wait);
  addEventListener("pageshow", wait);
  document.addEventListener("visibilitychange", wait);
  wait();
})(document.querySelector(".decide"));
