// Save and preview from the keyboard. All shortcuts need a modifier, and can be switched off in their list.

const KEY = "desk-shortcuts"
const dialog = document.querySelector("[data-shortcuts]")
const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const press = (name) => {
  const button = document.querySelector(`.submit-row [name=${name}]`)
  button?.form.requestSubmit(button)
}

const commandOf = ({ key, shiftKey }) => {
  if (key.toLowerCase() === "s" && !shiftKey) return () => press("_continue")
  if (key === "Enter" && shiftKey) return () => press("_preview")
  if (key === "/") return () => dialog.open || dialog.showModal()
  return null
}

if (dialog) {
  const isOn = dialog.querySelector("[data-shortcuts-on]")
  isOn.checked = localStorage.getItem(KEY) !== "off"
  isOn.addEventListener("change", () => localStorage.setItem(KEY, isOn.checked ? "on" : "off"))
  for (const key of dialog.querySelectorAll("[data-modifier]")) if (isMac) key.textContent = "⌘"
  const button = document.querySelector("[data-shortcuts-open]")
  button.hidden = false
  button.addEventListener("click", () => dialog.showModal())
  addEventListener("keydown", (event) => {
    const hasModifier = isMac ? event.metaKey : event.ctrlKey
    if (!isOn.checked || !hasModifier || event.altKey || event.isComposing) return
    const command = commandOf(event)
    if (!command) return
    event.preventDefault()
    event.stopPropagation()
    command()
  }, { capture: true })
}
