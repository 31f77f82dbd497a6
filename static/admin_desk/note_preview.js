// The note as readers will see it, while it is being written.

const box = document.querySelector("[data-note-preview]")
const note = document.getElementById("id_note")
const kind = document.getElementById("id_kind") || document.getElementById("id_reason")

const show = () => {
  const label = kind.selectedOptions[0]?.textContent ?? ""
  box.querySelector("[data-kind]").textContent = `${label.charAt(0).toUpperCase()}${label.slice(1)}.`
  box.querySelector("[data-text]").textContent = note.value
  box.hidden = !note.value.trim()
}

if (box && note && kind) {
  show()
  note.addEventListener("input", show)
  kind.addEventListener("change", show)
}
