// A button that copies an address. Without it the address can be selected and copied as any text.

const copy = async (input) => {
  input.select()
  // Browsers offer their clipboard on secure pages only; the old way works everywhere.
  if (navigator.clipboard) await navigator.clipboard.writeText(input.value)
  else document.execCommand("copy")
}

for (const box of document.querySelectorAll("[data-copying]")) {
  const input = box.querySelector("input")
  const button = box.querySelector("button")
  const status = box.querySelector("[role=status]")
  button.hidden = false
  input.addEventListener("focus", () => input.select())
  button.addEventListener("click", async () => {
    status.textContent = ""
    try {
      await copy(input)
      status.textContent = box.dataset.copied
    } catch {
      input.select() // refused: it is selected, and can be copied with the keyboard
    }
  })
}
