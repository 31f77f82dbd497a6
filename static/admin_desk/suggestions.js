// Pins a suggestion into the rows of the form, and refuses one without leaving it. Without this script the buttons
// send a form of their own, and what is pinned is saved at once.

const box = document.querySelector("[data-suggestions]")
const group = document.getElementById("see_also-group")

const say = (text) => {
  box.querySelector("[data-said]").textContent = text
}

// The next button, so that whoever works with the keyboard goes on from where they were.
const leave = (item) => {
  const next = item.nextElementSibling ?? item.previousElementSibling
  item.remove()
  const target = next?.querySelector("button") ?? box.querySelector("h3")
  if (target.tagName === "H3") target.tabIndex = -1
  target.focus()
}

const addRow = (number, title) => {
  const adder = group?.querySelector(".add-row a")
  if (!adder) return false
  adder.click()
  const rows = group.querySelectorAll(".inline-related:not(.empty-form)")
  const select = rows[rows.length - 1].querySelector('select[name$="-target"]')
  if (!select) return false
  select.append(new Option(title, number, true, true))
  select.dispatchEvent(new Event("change", { bubbles: true }))
  return true
}

const send = async (button) => {
  const form = document.getElementById("suggest-form")
  const data = new FormData(form)
  data.append(button.name, button.value)
  const response = await fetch(form.action, {
    method: "POST",
    body: data,
    headers: { Accept: "application/json" },
  })
  const type = response.headers.get("Content-Type") ?? ""
  return type.includes("json") ? response.json() : { problem: box.dataset.failed }
}

if (box) {
  box.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name=pin], button[name=refuse]")
    if (!button) return
    if (button.name === "pin") {
      if (!addRow(button.value, button.dataset.title)) return
      event.preventDefault()
      leave(button.closest("li"))
      say(box.dataset.pinned)
      return
    }
    event.preventDefault()
    const answer = await send(button).catch(() => ({ problem: box.dataset.failed }))
    say(answer.done ?? answer.problem)
    if (answer.done) leave(button.closest("li"))
  })
}
