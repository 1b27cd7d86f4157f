// The gateway turns a large file away before any page of ours could say why: so it is said here, when the file is chosen.
(input => input.addEventListener("change", () => {
  const large = input.files[0]?.size > input.dataset.max;
  input.setCustomValidity(large ? input.dataset.large : "");
  input.reportValidity();
}))(document.getElementById("picture"));
