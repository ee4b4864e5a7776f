// SPDX-License-Identifier: MIT
// The copy button of a block with chunk marks copies the expanded code, which compiles, in place of what is shown.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copybtn");
  const whole = button && button.closest("[data-copy]");
  if (!whole) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  navigator.clipboard.writeText(whole.dataset.copy);
}, true);
