// What the clocks show elsewhere at the time being typed. The server says: it knows every zone and its history.

const PAUSE = 250 // milliseconds without a key pressed

const item = ([zone, text]) => {
  const li = document.createElement("li")
  const words = document.createElement("bdi")
  const place = document.createElement("bdi")
  const quiet = document.createElement("span")
  words.textContent = text
  place.textContent = zone
  quiet.className = "quiet"
  quiet.append(place)
  li.append(words, " ", quiet)
  return li
}

const paragraph = (text, className) => {
  const p = document.createElement("p")
  p.className = className
  p.textContent = text
  return p
}

for (const box of document.querySelectorAll("[data-readings]")) {
  const { readings: url, name } = box.dataset
  const answer = box.querySelector("[data-answer]")
  const button = box.querySelector("button")
  const { heading } = button.dataset
  const { elements } = box.closest("form")
  let asked = 0
  let timer

  const show = ({ readings, problems }) => {
    if (problems) answer.replaceChildren(...problems.map((text) => paragraph(text, "readings__problem")))
    else {
      const list = document.createElement("ul")
      list.append(...readings.map(item))
      answer.replaceChildren(paragraph(heading, "quiet"), list)
    }
  }

  const ask = async () => {
    const number = ++asked
    const at = elements[name].value
    if (!at) return answer.replaceChildren()
    const fold = elements[`${name}_fold`]?.value ?? ""
    const query = new URLSearchParams({ at, zone: elements[`${name}_zone`].value, fold })
    try {
      const response = await fetch(`${url}?${query}`)
      const answered = response.ok ? await response.json() : null
      if (answered && number === asked) show(answered)
    } catch {
      // Without a connection nothing is said; the server checks again when the form is sent.
    }
  }

  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  }

  button.remove()
  box.parentElement.addEventListener("input", soon)
  box.parentElement.addEventListener("change", soon)
}
