// How long the text is and how long it takes to read, while it is being written. As newsroom/lengths.py counts.

const INLINE = /<\/?(?:a|b|code|em|i|s|span|strong|sub|sup|u)(?:\s[^>]*)?>/g
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/g
const WORD = /[\p{L}\p{N}]+(?:[-'’.\u0300-\u036f\u064b-\u0652]+[\p{L}\p{N}]+)*/gu

const unescape = (text) => new DOMParser().parseFromString(text, "text/html").documentElement.textContent

export const countWords = (html, language) => {
  const text = unescape(html.replace(INLINE, "").replace(/<[^>]*>/g, " "))
  const words = (part) => part.match(WORD)?.length ?? 0
  if (!language.startsWith("zh")) return words(text)
  return (text.match(HAN)?.length ?? 0) + words(text.replace(HAN, " "))
}

const box = document.querySelector("[data-lengths]")
const language = document.getElementById("id_language")
const body = document.getElementById("id_body")

const showCount = (field, line) => {
  // As a browser sends it, and as the server counts: a line break is two characters, what is beyond the BMP one.
  const count = [...field.value.replace(/\r?\n/g, "\r\n")].length
  line.textContent = box.dataset.counter.replace("%(count)s", count).replace("%(limit)s", field.maxLength)
}

const addCounter = (field) => {
  const line = document.createElement("p")
  line.className = "counter"
  line.id = `${field.id}_counter`
  field.after(line)
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim())
  field.addEventListener("input", () => showCount(field, line))
  showCount(field, line)
}

if (box && language && body) {
  const speeds = JSON.parse(document.getElementById("reading-speeds").textContent)
  let html = () => body.value
  const show = () => {
    const count = countWords(html(), language.value)
    const label = box.querySelector("[data-words-label]")
    label.textContent = language.value.startsWith("zh") ? label.dataset.characters : label.dataset.words
    box.querySelector("dd[data-words]").textContent = count
    box.querySelector("[data-minutes]").textContent = count && Math.max(1, Math.round(count / speeds[language.value]))
  }
  let timer
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(show, 300)
  }
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    if (textarea !== body) return
    html = () => editor.getHTML()
    editor.on("update", soon)
  })
  body.addEventListener("input", soon)
  language.addEventListener("change", show)
  for (const id of ["id_title", "id_summary"]) addCounter(document.getElementById(id))
}
