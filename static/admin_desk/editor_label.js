// The rich text editor replaces a text field: it takes over the field's label, its language and its help.

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const dom = editor.view.dom
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  if (label) {
    label.id ||= `${textarea.id}_label`
    dom.setAttribute("aria-labelledby", label.id)
    label.addEventListener("click", () => editor.commands.focus())
  }
  dom.setAttribute("role", "textbox")
  dom.setAttribute("aria-multiline", "true")
  const help = `${textarea.id}_helptext`
  if (document.getElementById(help)) dom.setAttribute("aria-describedby", help)
  // A press release without a spelling checker would be a pity.
  dom.setAttribute("spellcheck", "true")
})
