// Getting about with the keyboard alone.
import assert from "node:assert/strict";

/** What has the focus: what it is called and whether the eye can see that it has it. */
function focused(page) {
  return page.evaluate(() => {
    const it = document.activeElement;
    if (!it || it === document.body) return { called: "", seen: true };
    const look = () => {
      const style = getComputedStyle(it);
      // A radio button is drawn by the label that follows it.
      const beside = it.type === "radio" || it.type === "checkbox" ? getComputedStyle(it.nextElementSibling, "::before") : null;
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, beside?.boxShadow, beside?.outlineWidth].join("|");
    };
    const [withFocus, box] = [look(), it.getBoundingClientRect()];
    it.blur();
    const without = look();
    it.focus({ preventScroll: true });
    const called = (it.labels?.[0]?.textContent || it.getAttribute("aria-label") || it.textContent || "").replace(/\s+/g, " ").trim();
    return { called, seen: withFocus !== without && box.width > 0 && box.top < innerHeight && box.bottom > 0 };
  });
}

/** Presses Tab until the focus is on what is called so, and fails when it comes round without. */
export async function tabTo(page, called) {
  const passed = [];
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    assert.ok(now.seen, `the focus on '${now.called}' cannot be seen`);
    if (now.called.startsWith(called)) return;
    passed.push(now.called);
  }
  assert.fail(`Tab does not come to '${called}', only to ${passed.join(", ")}`);
}
