// What Word puts on the clipboard becomes the headings, lists and tables that it looks like.

import { Extension, Plugin } from "django-prose-editor/editor"

const IS_WORD = /class="?Mso|mso-|urn:schemas-microsoft-com:office|<w:WordDocument/i
const HEADINGS = "h1, h2, h3, h4, h5, h6"
const NUMBERED = /^\(?(\d{1,3}|[a-z]|[ivxlc]{1,6})[.)]/i

const removeAll = (root, selector) => {
  for (const element of root.querySelectorAll(selector)) element.remove()
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

const rename = (element, name) => {
  const renamed = element.ownerDocument.createElement(name)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

const removeComments = (root) => {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.remove()
}

// The title and the first level of headings used become h2, all deeper ones h3: the page has its own h1.
const levelHeadings = (root) => {
  for (const title of root.querySelectorAll("p.MsoTitle")) rename(title, "h1")
  for (const subtitle of root.querySelectorAll("p.MsoSubtitle")) rename(subtitle, "p")
  const headings = [...root.querySelectorAll(HEADINGS)]
  const top = Math.min(...headings.map((heading) => Number(heading.tagName[1])))
  for (const heading of headings) {
    const level = Number(heading.tagName[1])
    const renamed = rename(heading, level === top ? "h2" : "h3")
    for (const bold of renamed.querySelectorAll("b, strong")) unwrap(bold)
    if (!renamed.textContent.trim()) renamed.remove()
  }
}

const listLevel = (paragraph) => {
  const style = paragraph.getAttribute("data-style") || ""
  const found = style.match(/mso-list:[^;]*level(\d+)/i)
  return found ? Number(found[1]) : 0
}

// Takes the bullet or the number out of a list paragraph, and tells which it was.
const takeMarker = (paragraph) => {
  const ignored = [...paragraph.querySelectorAll("span")].filter((span) =>
    /mso-list:\s*Ignore/i.test(span.getAttribute("data-style") || ""),
  )
  const marker = ignored.map((span) => span.textContent).join("").trim()
  for (const span of ignored) span.remove()
  return marker
}

// Word writes lists as paragraphs with a level; consecutive ones become nested lists.
const buildLists = (root) => {
  let open = []
  for (const paragraph of [...root.querySelectorAll("p")]) {
    const level = listLevel(paragraph)
    const last = open[0]?.list
    const continues = last && paragraph.previousElementSibling === last
    if (!level) continue
    if (!continues) open = []
    const marker = takeMarker(paragraph)
    const name = NUMBERED.test(marker) ? "ol" : "ul"
    while (open.length > level) open.pop()
    if (open.length === level && open.at(-1).list.localName !== name && level > 1) open.pop()
    if (open.length === level && open.at(-1).list.localName !== name) open = []
    while (open.length < level) {
      const list = root.ownerDocument.createElement(name)
      if (open.length) {
        const parent = open.at(-1).list
        if (!parent.lastElementChild) parent.append(root.ownerDocument.createElement("li"))
        parent.lastElementChild.append(list)
      } else {
        paragraph.before(list)
        const start = Number.parseInt(marker, 10)
        if (name === "ol" && start > 1) list.setAttribute("start", start)
      }
      open.push({ list })
    }
    const item = root.ownerDocument.createElement("li")
    const content = root.ownerDocument.createElement("p")
    content.append(...paragraph.childNodes)
    item.append(content)
    open.at(-1).list.append(item)
    paragraph.remove()
  }
}

const isBold = (cell) => {
  const bold = [...cell.querySelectorAll("b, strong")].map((one) => one.textContent).join("")
  return Boolean(cell.textContent.trim()) && bold.trim().length >= cell.textContent.trim().length
}

// A first row that Word repeats on every page, or that is bold throughout, is the header of the table.
const headTables = (root) => {
  for (const table of root.querySelectorAll("table")) {
    removeAll(table, "colgroup, col")
    const row = table.rows[0]
    if (!row) continue
    const cells = [...row.cells].filter((cell) => cell.localName === "td")
    const isHeader = row.parentElement.localName === "thead" || (table.rows.length > 1 && [...row.cells].every(isBold))
    for (const cell of isHeader ? cells : []) {
      const { colSpan, rowSpan } = cell
      const header = rename(cell, "th")
      header.colSpan = colSpan
      header.rowSpan = rowSpan
      for (const bold of header.querySelectorAll("b, strong")) unwrap(bold)
    }
  }
}

const emphasise = (root) => {
  for (const span of root.querySelectorAll("span")) {
    const style = span.getAttribute("data-style") || ""
    if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) rename(span, "strong")
    else if (/font-style:\s*italic/i.test(style)) rename(span, "em")
    else unwrap(span)
  }
}

const dropEmpty = (root) => {
  for (const paragraph of root.querySelectorAll("p")) {
    if (!paragraph.textContent.replace(/\u00a0/g, " ").trim() && !paragraph.closest("td, th")) paragraph.remove()
  }
}

// Word's styles say what is a list; as style attributes they would offend the page's security policy.
const readable = (html) =>
  html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="))

export const cleanWordHtml = (html) => {
  const root = new DOMParser().parseFromString(readable(html), "text/html").body
  removeComments(root)
  removeAll(root, "style, script, meta, link, title, xml, img, object, v\\:shape, v\\:shapetype, o\\:OLEObject")
  for (const element of root.querySelectorAll("o\\:p, w\\:sdt, w\\:sdtpr, font, u, ins, center, a[name]:not([href])")) {
    unwrap(element)
  }
  removeAll(root, "del")
  for (const link of root.querySelectorAll("a[href^='#'], a[href^='file:'], a[href^='about:']")) unwrap(link)
  levelHeadings(root)
  buildLists(root)
  headTables(root)
  emphasise(root)
  dropEmpty(root)
  for (const element of root.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (!["href", "title", "colspan", "rowspan", "start", "lang", "dir"].includes(name)) element.removeAttribute(name)
    }
  }
  return root.innerHTML.replace(/\u00a0/g, " ").replace(/&nbsp;/g, " ").trim()
}

export const WordPaste = Extension.create({
  name: "wordPaste",

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          transformPastedHTML: (html) => (IS_WORD.test(html) ? cleanWordHtml(html) : html),
        },
      }),
    ]
  },
})
