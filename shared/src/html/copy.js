// Where there is no clipboard, on plain http, there is no button: the secret can be selected with one click.
navigator.clipboard && document.querySelectorAll(".copy").forEach(button => {
  const secret = button.parentElement.querySelector(".once");
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(secret);
    await navigator.clipboard.writeText(secret.textContent);
    said.textContent = button.dataset.done;
  });
});
