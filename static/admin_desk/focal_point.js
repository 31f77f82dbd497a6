// The focal point is pressed on the picture, or written as two numbers; the cuts beside them follow at once.

const stage = document.querySelector("[data-focal]")
const [x, y] = ["x", "y"].map((axis) => document.querySelector(`#id_focal_${axis}`))

const clamp = (value, most) => Math.min(Math.max(value, 0), most)
const percent = (field) => clamp(Number(field.value) || 0, 100)

// Where a box of a ratio lies on one side of the picture, as object-position says it: newsroom/pictures/renditions.py.
const position = (whole, part, focus) => {
  if (whole - part < 0.5) return 50
  return (clamp((whole * focus) / 100 - part / 2, whole - part) / (whole - part)) * 100
}

if (stage && x && y) {
  const picture = stage.querySelector("img")
  const mark = stage.querySelector("[data-mark]")
  const crops = document.querySelector("[data-crops]")
  const [width, height] = ["width", "height"].map((name) => Number(picture.getAttribute(name)))

  const show = () => {
    const [left, top] = [percent(x), percent(y)]
    mark.style.left = `${left}%`
    mark.style.top = `${top}%`
    for (const cut of crops?.querySelectorAll("img") ?? []) {
      if (cut.getAttribute("src") !== crops.dataset.src) cut.src = crops.dataset.src
      const ratio = Number(cut.getAttribute("width")) / Number(cut.getAttribute("height"))
      const wide = Math.min(width, height * ratio)
      const high = Math.min(height, width / ratio)
      cut.style.objectPosition = `${position(width, wide, left)}% ${position(height, high, top)}%`
    }
  }

  const pick = (event) => {
    const box = picture.getBoundingClientRect()
    x.value = Math.round(clamp((event.clientX - box.left) / box.width, 1) * 100)
    y.value = Math.round(clamp((event.clientY - box.top) / box.height, 1) * 100)
    show()
  }

  mark.hidden = false
  document.querySelector("[data-focal-help]").hidden = false
  stage.classList.add("is-live")
  picture.draggable = false
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId)
    pick(event)
  })
  stage.addEventListener("pointermove", (event) => { if (event.buttons) pick(event) })
  for (const field of [x, y]) field.addEventListener("input", show)
  show()
}
