// Who writes by hand means what they write: the answer follows the field, and the field opens with the answer.

for (const question of document.querySelectorAll(".question")) {
  const hand = question.querySelector(".question__hand")
  const answer = question.querySelector("input[type=radio][value=hand]")
  if (!hand) continue
  hand.addEventListener("input", () => { answer.checked = true })
  question.addEventListener("change", () => { if (answer.checked) hand.open = true })
}
