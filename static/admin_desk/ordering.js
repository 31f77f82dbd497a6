// Up and Down buttons for the rows of a list. Without this script editors type numbers instead.

const rowsOf = (group) =>
  [...group.querySelectorAll(".inline-related:not(.empty-form)")]

const number = (group) => {
  rowsOf(group).forEach((row, place) => {
    const input = row.querySelector('input[name$="-position"]')
    if (input) input.value = place
  })
}

const announce = (group, place, total) => {
  const status = group.querySelector("[role=status]")
  status.textContent = group.dataset.moved
    .replace("%(place)s", place)
    .replace("%(total)s", total)
}

const move = (group, button) => {
  const row = button.closest(".inline-related")
  const rows = rowsOf(group)
  const place = rows.indexOf(row) + (button.dataset.move === "up" ? -1 : 1)
  if (place < 0 || place >= rows.length) return
  if (button.dataset.move === "up") rows[place].before(row)
  else rows[place].after(row)
  number(group)
  button.focus()
  row.scrollIntoView({ block: "nearest" })
  announce(group, place + 1, rows.length)
}

for (const group of document.querySelectorAll("[data-ordered]")) {
  group.classList.add("is-ordered")
  for (const moves of group.querySelectorAll(".row__moves")) moves.hidden = false
  const status = document.createElement("p")
  status.setAttribute("role", "status")
  status.className = "visually-hidden"
  group.append(status)
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]")
    if (button) move(group, button)
  })
  group.closest("form").addEventListener("submit", () => number(group))
}
