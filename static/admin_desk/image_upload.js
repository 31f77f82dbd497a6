// Sends each picture in a request of its own, with its progress, and puts the answer where its choice is made.

const AT_ONCE = 2

const form = document.querySelector("[data-upload]")
const input = form.querySelector("input[type=file]")
const zone = form.querySelector("[data-zone]")
const sum = document.querySelector("[data-sum]")
const choices = document.querySelector("#choices")
const results = choices.querySelector("[data-results]")
const words = form.dataset
const counts = { made: 0, known: 0, refused: 0 }
const waiting = []
let busy = 0

const element = (name, className, text = "") => {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

const tell = () => {
  if (busy || waiting.length) return
  sum.textContent = words.done.replace(/%\((\w+)\)s/g, (_, key) => counts[key])
}

const put = (row, { outcome, html }) => {
  const holder = document.createElement("template")
  holder.innerHTML = html
  const answer = holder.content.querySelector("li")
  // The same picture twice: its form stands on the page once.
  const known = answer.dataset.image && results.querySelector(`[data-image="${answer.dataset.image}"] .upload__fields`)
  if (known) answer.querySelectorAll(".upload__fields, [name=image]").forEach((part) => part.remove())
  row.replaceWith(answer)
  counts[outcome] += 1
}

const fail = (row, file) => {
  const again = element("button", "button", words.again)
  again.type = "button"
  again.addEventListener("click", () => { row.remove(); add([file]) })
  row.replaceChildren(element("p", "upload__name", file.name), element("p", "upload__reason", words.failed), again)
  row.classList.add("upload__row--refused")
}

const refuse = (row, file) => {
  const name = element("p", "upload__name")
  name.append(element("bdi", "", file.name))
  row.replaceChildren(name, element("p", "upload__reason", words.tooLarge))
  row.classList.add("upload__row--refused")
  counts.refused += 1
}

const send = ({ file, row }) => {
  busy += 1
  const progress = element("progress", "upload__progress")
  progress.max = 100
  progress.value = 0
  progress.setAttribute("aria-label", words.sending.replace("%(name)s", file.name))
  const state = element("span", "quiet")
  row.append(progress, state)
  const data = new FormData(form)
  data.delete("files")
  data.append("files", file)
  const request = new XMLHttpRequest()
  request.open("POST", location.href)
  request.setRequestHeader("Accept", "application/json")
  request.responseType = "json"
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = (event.loaded / event.total) * 100
  })
  request.upload.addEventListener("load", () => {
    progress.removeAttribute("value")
    state.textContent = words.looking
  })
  request.addEventListener("loadend", () => {
    busy -= 1
    const answer = request.status === 200 ? request.response?.results?.[0] : null
    if (answer) put(row, answer)
    else if (request.status === 413) refuse(row, file)
    else fail(row, file)
    next()
  })
  request.send(data)
}

const next = () => {
  while (busy < AT_ONCE && waiting.length) send(waiting.shift())
  tell()
}

const add = (files) => {
  choices.hidden = false
  sum.textContent = ""
  for (const file of files) {
    const row = element("li", "upload__row")
    const name = element("p", "upload__name")
    name.append(element("bdi", "", file.name))
    row.append(name)
    results.append(row)
    if (file.size > Number(words.maxBytes)) refuse(row, file)
    else waiting.push({ file, row })
  }
  next()
}

form.querySelector("[data-drop-words]").hidden = false
form.querySelector("[data-send]").hidden = true
input.addEventListener("change", () => {
  add([...input.files])
  input.value = ""
})
form.addEventListener("submit", (event) => event.preventDefault())

for (const kind of ["dragenter", "dragover"]) {
  zone.addEventListener(kind, (event) => {
    event.preventDefault()
    zone.classList.add("is-over")
  })
}
for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("is-over"))
zone.addEventListener("drop", (event) => {
  event.preventDefault()
  add([...event.dataTransfer.files])
})
// A picture dropped beside the zone must not replace the page with what was typed on it.
for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault())

let isSaved = false
choices.addEventListener("submit", () => { isSaved = true })
window.addEventListener("beforeunload", (event) => {
  if (busy || waiting.length || (!isSaved && [...choices.elements].some((field) => field.value !== field.defaultValue))) {
    event.preventDefault()
  }
})
