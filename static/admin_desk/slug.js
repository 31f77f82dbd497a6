// The last part of the address follows the title until the text is first public, or somebody writes another.
/* global URLify */

const title = document.getElementById("id_title")
const slug = document.getElementById("id_slug")

if (title && slug && document.querySelector("[data-slug-follows]")) {
  const made = () => URLify(title.value, slug.maxLength)
  let follows = !slug.value || slug.value === made()
  title.addEventListener("input", () => {
    if (follows) slug.value = made()
  })
  slug.addEventListener("input", () => {
    follows = !slug.value
  })
}
