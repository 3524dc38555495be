/* The questions of a page that can be answered by choosing.
 *
 * In the text such a question ends with a list, "a) ...", "b) ...", and its
 * folded answer begins with the right letter. Here each point of the list
 * becomes a button. Who chooses one sees at once which is right, and why: the
 * answer is unfolded. Nothing is kept or sent; a page loaded anew asks anew. */
"use strict";

/* The letter with which a text begins, or "". */
function questionLetter(element) {
    return /^\s*([a-z])\)\s/.exec(element.textContent)?.[1] ?? "";
}

/* One option: its words move into a button. A link in it leads nowhere, since a
 * button holds nothing else that can be pressed; the answer has the link. */
function questionButton(item, act) {
    const button = document.createElement("button");
    button.type = "button";
    for (const link of item.querySelectorAll("a")) {
        link.replaceWith(...link.childNodes);
    }
    const words = item.querySelector("p") ?? item;
    button.append(...words.childNodes);
    button.addEventListener("click", act);
    item.replaceChildren(button);
    return button;
}

function questionStart(list, answer) {
    const told = answer.cloneNode(true);
    told.querySelector("summary").remove();
    const right = questionLetter(told);
    const items = [...list.children];
    const letters = items.map(questionLetter);
    if (!right || !letters.includes(right)) {
        return;
    }
    const says = document.createElement("p");
    says.className = "question-says";
    says.setAttribute("role", "status");

    function choose(chosen) {
        items.forEach((item, i) => {
            item.classList.toggle("question-right", letters[i] === right);
            item.classList.toggle("question-wrong",
                letters[i] === chosen && chosen !== right);
            buttons[i].setAttribute("aria-pressed", letters[i] === chosen);
        });
        says.textContent = chosen === right ? `${right}) is right.`
            : `${chosen}) is wrong, ${right}) is right. Why:`;
        answer.open = true;
    }

    const buttons = items.map((item, i) =>
        questionButton(item, () => choose(letters[i])));
    buttons.forEach((button) => button.setAttribute("aria-pressed", false));
    list.classList.add("question-options");
    list.after(says);
}

/* The answer to a list of options is the first thing folded behind it. */
window.addEventListener("DOMContentLoaded", () => {
    for (const list of document.querySelectorAll(".textblock ol > li > ul")) {
        const answer = list.parentElement.querySelector(":scope > details");
        if (answer && questionLetter(list) === "a") {
            questionStart(list, answer);
        }
    }
});
