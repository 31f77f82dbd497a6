// Hands the chosen picture to the rich text editor that opened this window, by the convention it expects.

const { question } = document.querySelector("[data-question]").dataset

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-url]")
  if (!chosen || !window.opener?.CKEDITOR) return
  const { url, alt, caption } = chosen.dataset
  window.opener.CKEDITOR.tools.callFunction(question, url, { alternative_text: alt, caption })
  window.close()
})
