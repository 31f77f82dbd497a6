// What the house rules find in what is typed: asked for after the page has loaded, and again when the editor pauses.

const PAUSE = 3000
const box = document.querySelector("[data-checks]")
const form = box?.closest("form") ?? document.getElementById("article_form")
let timer, running, lastSent, lastSaid

const typed = () => {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  return new URLSearchParams(data)
}

const say = (text) => {
  if (text === lastSaid) return
  lastSaid = text
  box.querySelector("[data-checks-status]").textContent = text
}

const show = (html) => {
  const list = box.querySelector("[data-checks-list]")
  // Whoever is in the list stays at the same finding when it is made anew.
  const at = list.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null
  list.innerHTML = html
  if (at !== null) {
    const same = [...list.querySelectorAll("[data-jump]")].find((link) => link.getAttribute("aria-label") === at)
    ;(same ?? list.querySelector("[data-jump]"))?.focus({ preventScroll: true })
  }
  say(list.querySelector("[data-checks-count]")?.textContent ?? "")
}

const check = async () => {
  const body = typed()
  if (body.toString() === lastSent) return
  lastSent = body.toString()
  running?.abort()
  running = new AbortController()
  box.classList.add("is-working")
  try {
    const response = await fetch(box.dataset.checks, { method: "POST", body, signal: running.signal, redirect: "error" })
    if (!response.ok) throw new Error(response.statusText)
    show(await response.text())
  } catch (error) {
    if (error.name === "AbortError") return
    lastSent = undefined
    say(box.dataset.failed)
    const list = box.querySelector("[data-checks-list]")
    if (!list.querySelector("[data-jump]")) list.textContent = box.dataset.failed
  }
  box.classList.remove("is-working")
}

const soon = () => {
  clearTimeout(timer)
  timer = setTimeout(check, PAUSE)
}

const pointAt = (element) => {
  element.scrollIntoView({ block: "center" })
  element.classList.add("is-pointed-at")
  setTimeout(() => element.classList.remove("is-pointed-at"), 2500)
}

const blocks = (editor) => [...editor.querySelectorAll("p, h2, h3, figcaption, td, th")]
  .filter((block) => block.textContent.trim() && !block.querySelector("p"))

const selectWords = (block, words) => {
  const range = document.createRange()
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes = []
  let text = ""
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode])
    text += walker.currentNode.data
  }
  const start = text.replaceAll(/\s/g, " ").indexOf(words.replaceAll(/\s/g, " "))
  if (!words || start < 0) {
    range.selectNodeContents(block)
  } else {
    const at = (position) => nodes.findLast(([from]) => from <= position)
    const [from, first] = at(start)
    const [until, last] = at(start + words.length - 1)
    range.setStart(first, start - from)
    range.setEnd(last, start + words.length - until)
  }
  const selection = getSelection()
  selection.removeAllRanges()
  selection.addRange(range)
}

// In the text: the paragraph is found by its words, since a number alone is wrong as soon as something is typed.
const jumpIntoText = ({ words, paragraph }) => {
  const editor = document.querySelector(".field-body .ProseMirror[contenteditable]")
  if (!editor) return false
  const all = blocks(editor)
  const plain = (block) => block.textContent.replaceAll(/\s+/g, " ")
  const numbered = paragraph === "" ? undefined : all[Number(paragraph)]
  const short = words.replaceAll(/\s+/g, " ").slice(0, 40)
  const holds = (block) => short && plain(block).includes(short)
  const block = numbered && (holds(numbered) || !short) ? numbered : all.find(holds) ?? numbered
  editor.focus({ preventScroll: true })
  if (block) {
    selectWords(block, words)
    pointAt(block)
  } else {
    editor.scrollIntoView({ block: "nearest" })
  }
  return true
}

const jump = (id) => {
  const field = document.getElementById(id)
  if (!field) return false
  field.closest("details")?.setAttribute("open", "")
  const shown = field.classList.contains("admin-autocomplete")
    ? field.nextElementSibling?.querySelector(".select2-search__field, [role=combobox]") ?? field
    : field.matches("input, select, textarea") ? field : field.querySelector("input:not([type=hidden]), select, textarea, button, a") ?? field
  shown.focus({ preventScroll: true })
  pointAt(field.closest(".form-row, .field-box, section") ?? field)
  return true
}

if (box && form) {
  box.addEventListener("click", (event) => {
    const link = event.target.closest("[data-jump]")
    if (!link) return
    const isText = link.dataset.jump === "id_body"
    if ((isText && jumpIntoText(link.dataset)) || jump(link.dataset.jump)) event.preventDefault()
  })
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  form.addEventListener("click", (event) => event.target.closest("[data-move]") && soon())
  document.addEventListener("formset:removed", soon)
  // The autocomplete fields tell of a change by jQuery alone.
  window.django?.jQuery?.(form).on("change", "select", soon)
  const start = () => (window.requestIdleCallback ?? setTimeout)(check)
  if (document.readyState === "complete") start()
  else addEventListener("load", start)
  const { hash } = location
  if (hash.startsWith("#id_")) addEventListener("load", () => setTimeout(() => jump(hash.slice(1)), 300))
}
