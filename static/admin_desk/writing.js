// While somebody writes: tells the server that the form is open, shows who else has it open and what they saved, and
// keeps what is typed on the server. Where the server will not have it, this browser keeps it until it will.

const BEAT = 15_000 // told that often that the form is open
const LOOK = 1_000 // looked that often whether something was typed
const PAUSE = 5_000 // sent at most that often
const BEACON = 60_000 // a page that goes away may send 64 KB

const here = document.querySelector("[data-writing]")
const form = document.querySelector("#article_form")
const { user, article, form: key, beat: beatUrl, keep: keepUrl } = here.dataset
const local = `dateline-typing:${user}:`

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value
const seen = () => form.elements.seen_revision?.value ?? ""

const typed = () =>
  [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && !name.includes("__prefix__"),
  )

// What is wrong: "" or the name of one of the notices.
const say = (state) => {
  for (const notice of here.querySelectorAll("[data-state]")) notice.hidden = notice.dataset.state !== state
}

// "" where the server took it, otherwise what is wrong, and the answer.
const send = async (url, options) => {
  try {
    const answer = await fetch(url, {
      method: "POST",
      redirect: "manual", // to the page that asks who somebody is
      headers: { "X-CSRFToken": token() },
      ...options,
    })
    if (answer.ok) {
      // Who signed in anew in another window has another token.
      form.elements.csrfmiddlewaretoken.value = token()
      return ["", answer]
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) return ["signed-out", answer]
    return [answer.status < 500 ? "refused" : "unreachable", answer]
  } catch {
    return ["unreachable", null]
  }
}

// Keeping what is typed.

let kept = here.hasAttribute("data-is-sent") ? null : JSON.stringify(typed())
let looked = kept
let changedAt = 0
let sentAt = 0
let sending = null
let isLeaving = false

const remember = (text) => {
  try {
    localStorage.setItem(local + key, text)
  } catch {
    // The browser has no room, or keeps nothing for anybody.
  }
}

const parcel = (fields) => JSON.stringify({ user, article, form: key, base: seen(), fields })

const keep = async (text, keepalive = false) => {
  sentAt = Date.now()
  const body = parcel(JSON.parse(text))
  const [trouble] = await send(keepUrl, { body, keepalive: keepalive && body.length < BEACON })
  say(trouble)
  if (trouble) {
    remember(body)
  } else {
    kept = text
    localStorage.removeItem(local + key)
  }
  return trouble
}

const look = () => {
  const text = JSON.stringify(typed())
  const now = Date.now()
  if (looked === kept) changedAt = now
  const isDue = text === looked || now - changedAt >= PAUSE
  looked = text
  if (isLeaving || sending || text === kept || !isDue || now - sentAt < PAUSE) return
  sending = keep(text).finally(() => { sending = null })
}

const keepNow = () => {
  const text = JSON.stringify(typed())
  if (isLeaving || text === kept) return
  const body = parcel(JSON.parse(text))
  if (body.length >= BEACON) remember(body) // sent when the form is opened again
  keep(text, true)
}

// What an earlier page could not send.
const sendLeftovers = async () => {
  let isHere = false
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(local) || name === local + key) continue
    const body = localStorage.getItem(name)
    const [trouble] = await send(keepUrl, { body })
    if (trouble && trouble !== "refused") return
    localStorage.removeItem(name)
    isHere ||= !trouble && JSON.parse(body).article === article
  }
  // The page offers it, if nothing was typed in the meantime.
  if (isHere && JSON.stringify(typed()) === kept) location.reload()
}

// Being there.

const beat = async () => {
  const [trouble, answer] = await send(beatUrl, { body: new URLSearchParams({ user, seen: seen() }) })
  if (trouble || !here.querySelector("[data-state=refused]:not([hidden])")) say(trouble)
  if (trouble) return trouble
  const region = document.querySelector("[data-presence]")
  if (region && answer.status === 200) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const fresh = page.querySelector("[data-presence]")
    if (fresh && fresh.innerHTML !== region.innerHTML) region.replaceChildren(...fresh.childNodes)
  }
  return ""
}

// What is saved was kept before: whoever is signed out, or whose line breaks now, has lost nothing.
const submit = async (event) => {
  if (isLeaving) return
  event.preventDefault()
  if (form.hasAttribute("aria-busy")) return
  form.setAttribute("aria-busy", "true")
  await sending
  const text = JSON.stringify(typed())
  const trouble = text === kept ? await beat() : await keep(text)
  form.removeAttribute("aria-busy")
  if (trouble && trouble !== "refused") {
    remember(parcel(typed()))
    here.querySelector(`[data-state=${trouble}]`).scrollIntoView({ block: "center" })
    return
  }
  isLeaving = true
  form.requestSubmit(event.submitter)
}

form.addEventListener("submit", submit)
addEventListener("visibilitychange", () => { if (document.hidden) keepNow() })
addEventListener("pagehide", () => {
  keepNow()
  if (article) navigator.sendBeacon(beatUrl, new URLSearchParams({ user, leave: 1, csrfmiddlewaretoken: token() }))
})
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return
  isLeaving = false
  beat()
})
setInterval(beat, BEAT)
setInterval(look, LOOK)
beat().then((trouble) => trouble || sendLeftovers())
