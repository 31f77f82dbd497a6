// What is written in the language of the article has its language and its direction, whatever the desk speaks.

const language = document.getElementById("id_language")
const fields = "#id_title, #id_summary, #id_contact, .part--body .tiptap, .part--body textarea, [name$=-capacity]"
  + ", [name$=-alt_text], [name$=-caption], .part--attachments [name$=-title], [name$=-label]"

const apply = (root) => {
  const code = language.value
  for (const field of root.querySelectorAll(fields)) {
    field.lang = code
    field.dir = code === "ar" ? "rtl" : "ltr"
  }
}

if (language) {
  apply(document)
  language.addEventListener("change", () => apply(document))
  document.addEventListener("prose-editor:ready", () => apply(document))
  document.addEventListener("formset:added", () => apply(document))
}
