// What has the focus is never under the buttons that stay in sight, however many lines they take.

const bar = document.querySelector(".change-form .submit-row")

if (bar) {
  const make = () => {
    const isSticky = getComputedStyle(bar).position === "sticky"
    document.documentElement.style.scrollPaddingBlockEnd = isSticky ? `${bar.offsetHeight + 16}px` : ""
  }
  new ResizeObserver(make).observe(bar)
}
