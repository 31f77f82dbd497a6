// The autocomplete fields of Django's admin have no name for screen readers: they get that of their label.

const name = (select) => {
  const label = document.querySelector(`label[for="${select.id}"]`)
  const box = select.nextElementSibling
  if (!label || !box?.classList.contains("select2")) return
  label.id ||= `${select.id}_label`
  for (const part of box.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
    part.setAttribute("aria-labelledby", label.id)
  }
  // Without a value select2 leaves a list with nothing in it but the place to type.
  for (const list of box.querySelectorAll("ul.select2-selection__rendered")) list.setAttribute("role", "presentation")
}

const nameAll = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) name(select)
}

addEventListener("load", () => setTimeout(nameAll))
document.addEventListener("formset:added", () => setTimeout(nameAll))
// The field in the list that opens is made anew each time.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.(".select2-dropdown .select2-search__field")) {
    const box = document.querySelector(".select2-container--open [aria-labelledby]")
    if (box) target.setAttribute("aria-labelledby", box.getAttribute("aria-labelledby"))
  }
})
