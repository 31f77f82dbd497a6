// Asks before a page is left on which something was typed and not saved.

const form = document.querySelector("#content form[id$=_form]")

const state = () =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]))

if (form) {
  let before = null
  let isSent = false
  // What the scripts of the page put into the form by themselves is nobody's typing.
  const remember = () => {
    before ??= state()
  }
  for (const event of ["pointerdown", "keydown", "focusin"]) addEventListener(event, remember, { capture: true, once: true })
  form.addEventListener("submit", () => {
    isSent = true
  })
  addEventListener("pageshow", () => {
    isSent = false
  })
  addEventListener("beforeunload", (event) => {
    const isRefused = document.querySelector(".errornote, .unsaved--back") !== null
    if (!isSent && before !== null && (isRefused || state() !== before)) event.preventDefault()
  })
}
